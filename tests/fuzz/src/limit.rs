//! One allocation larger than any that an input of some kilobytes can need is a finding.
//!
//! libFuzzer's own limit, `-malloc_limit_mb`, works only with a sanitizer's runtime, and `-rss_limit_mb` is not looked
//! at often enough for an allocation that is soon gone.

use std::alloc::{GlobalAlloc, Layout, System};

/// The largest body of a webhook is 1 MiB, and JSON writes a byte with six at most.
const MOST: usize = 16 * 1024 * 1024;

struct Limited;

#[global_allocator]
static LIMITED: Limited = Limited;

fn check(bytes: usize) {
    if bytes > MOST {
        // No panic: its message would be allocated.
        eprintln!("one allocation of {bytes} bytes");
        std::process::abort();
    }
}

// SAFETY: every call goes to the system's allocator with what it was given.
unsafe impl GlobalAlloc for Limited {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        check(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        check(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        check(bytes);
        unsafe { System.realloc(block, layout, bytes) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}
