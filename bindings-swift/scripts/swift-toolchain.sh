#!/usr/bin/env bash
# Runs swift where it is installed, and on Linux also where it is not.
#
#   swift-toolchain.sh run <package-dir> <swift arguments...>    e.g. run bindings-swift/package test
#   swift-toolchain.sh install                                   only makes sure that there is a swift
#
# A `swift` on the PATH is used when its version is 6.0 or newer. Otherwise, on Linux and as root, Debian 13's
# `swiftlang` is installed by debootstrap into .cache/swift-root, once, and entered by chroot. Every run has a mount
# namespace of its own, so its mounts vanish with its last process, however that ends, and runs do not meet.
#
# Inside, the repository, <package-dir>, /tmp, $TMPDIR and $CARGO_TARGET_DIR have the same paths as outside, the network
# is the host's, and the environment is kept except for PATH, HOME, LD_* and compiler settings. A library that was built
# on an older Debian links and runs there; the reverse does not hold for what swift builds.
#
# PEEKER_CACHE_DIR       where swift-root goes instead of <repository>/.cache
# PEEKER_DEBIAN_MIRROR   the Debian archive to use instead of the one that apt uses
# PEEKER_SWIFT_PATHS     more directories to be visible inside, separated by colons
#
# Exit status: swift's own; 1 the installation failed; 2 wrong usage; 3 this machine lacks something, which is named.

set -euo pipefail

readonly suite=trixie
# libc6-dev and libstdc++ hold the headers behind `import Glibc` and the linker's start files; swiftlang does not ask for them.
readonly packages=swiftlang,libc6-dev,libstdc++-14-dev
# Raise it when what an installed root contains changes: older ones are then replaced.
readonly recipe="1 $suite $packages"
readonly swift_libraries=/usr/libexec/swift/lib/swift/linux
# What `swift build`, `swift test` and `swift format` never open: more than half of the 3 GB.
readonly unused=(
    usr/libexec/swift/lib/swift/embedded usr/libexec/swift/lib/swift/FrameworkABIBaseline usr/libexec/swift/lib/swift_static
    usr/libexec/swift/lib/liblldb.so.17.0.0 usr/libexec/swift/lib/libLTO.so.17 usr/libexec/swift/lib/libsourcekitdInProc.so
    usr/libexec/swift/bin/clangd usr/libexec/swift/bin/lldb-server usr/libexec/swift/bin/sourcekit-lsp
    usr/share/doc usr/share/info usr/share/locale usr/share/man
    var/cache/apt var/lib/apt/lists
)

script=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/${BASH_SOURCE[0]##*/}
repository=$(cd "$(dirname "$script")/../.." && pwd -P)
cache=${PEEKER_CACHE_DIR:-$repository/.cache}
readonly script repository

say() { printf 'swift-toolchain: %s\n' "$*" >&2; }
usage() {
    sed -n '2,/^$/s/^# \{0,1\}//p' "$script" >&2
    exit 2
}
missing() {
    say "no swift 6.0 or newer on the PATH, and none can be installed here: $*"
    exit 3
}
failed() {
    say "$*"
    exit 1
}

path_swift_is_new_enough() {
    local major
    major=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\).*/\1/p' | head -n 1) || return 1
    [[ -n $major && $major -ge 6 ]]
}

require_linux_root() {
    [[ $(uname -s) == Linux ]] || missing "that works on Linux only; install Swift from swift.org or Xcode"
    [[ $EUID -eq 0 ]] || missing "not root (needed for debootstrap and chroot)"
    PATH=$PATH:/usr/sbin:/sbin
    local tool
    for tool in unshare flock mount chroot realpath; do
        command -v "$tool" >/dev/null || missing "no $tool"
    done
    unshare --mount true 2>/dev/null || missing "mount namespaces are not permitted (CAP_SYS_ADMIN)"
}

# --- installation ----------------------------------------------------------------------------------------------------

is_installed() { [[ -f $root/.peeker-complete && $(<"$root/.peeker-complete") == "$recipe" ]]; }

apt_update() {
    local log attempt
    log=$(mktemp)
    for attempt in {1..60}; do
        if apt-get update >"$log" 2>&1; then
            rm -f "$log"
            return
        fi
        # Another apt-get is at work. DPkg::Lock::Timeout does not cover the lock on the package lists.
        grep -q 'Could not get lock' "$log" || break
        [[ $attempt -gt 1 ]] || say "waiting for another apt-get"
        sleep 5
    done
    cat "$log" >&2
    rm -f "$log"
    failed "apt-get update failed"
}

# The keyring package has one file per suite: this one proves that trixie's signatures can be checked.
has_suite_key() { [[ -f /usr/share/keyrings/debian-archive-$suite-stable.gpg ]]; }

ensure_installer() {
    local wanted=() command
    for command in debootstrap gpgv; do
        command -v "$command" >/dev/null || wanted+=("$command")
    done
    has_suite_key || wanted+=(debian-archive-keyring)
    [[ ${#wanted[@]} -eq 0 ]] && return

    command -v apt-get >/dev/null || missing "no ${wanted[*]}, and no apt-get to install it"
    say "installing ${wanted[*]} with apt-get"
    apt_update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends \
        "${wanted[@]}" >/dev/null || missing "apt-get could not install ${wanted[*]}"
    has_suite_key || missing "the keyring of this machine has no key for Debian $suite; nothing is installed unverified"
}

# The Debian archive that apt is configured with. Before the first `apt-get update` apt knows no origins.
apt_mirror() {
    # shellcheck disable=SC2016 # apt fills these in
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 2>/dev/null | sed -n 's/^Debian|Debian|//p' | head -n 1
}

find_mirror() {
    local mirror=${PEEKER_DEBIAN_MIRROR:-}
    [[ -n $mirror ]] || mirror=$(apt_mirror) || true
    if [[ -z $mirror ]] && command -v apt-get >/dev/null; then
        apt_update
        mirror=$(apt_mirror) || true
    fi
    case $mirror in
        http://* | https://*) ;;
        file:/*) mirror=file:///${mirror#file:} ;;
        '') missing "apt has no Debian archive configured; name one in PEEKER_DEBIAN_MIRROR" ;;
        *) missing "debootstrap cannot use apt's archive $mirror; name another in PEEKER_DEBIAN_MIRROR" ;;
    esac
    printf '%s\n' "$mirror"
}

apt_setting() {
    command -v apt-config >/dev/null || return 0
    local VALUE=''
    eval "$(apt-config shell VALUE "$1")"
    printf '%s\n' "$VALUE"
}

# debootstrap downloads with wget, which knows nothing of apt's proxy and certificate settings.
apply_apt_settings() {
    local mirror=$1 scheme host proxy ca certificate key
    scheme=${mirror%%:*}
    host=${mirror#*://}
    host=${host%%[:/]*}
    proxy=$(apt_setting "Acquire::$scheme::Proxy::$host")
    [[ -n $proxy ]] || proxy=$(apt_setting "Acquire::$scheme::Proxy")
    case $proxy in
        '') ;;
        DIRECT) unset http_proxy https_proxy ;;
        *) export "${scheme}_proxy=$proxy" ;;
    esac
    ca=$(apt_setting "Acquire::https::CAInfo")
    if [[ -n $ca ]]; then
        printf 'ca_certificate = %s\n' "$ca" >"$root.wgetrc"
        export WGETRC=$root.wgetrc
    fi
    certificate=$(apt_setting "Acquire::https::SSLCert")
    key=$(apt_setting "Acquire::https::SSLKey")
    [[ -z $certificate ]] || download_options+=("--certificate=$certificate")
    [[ -z $key ]] || download_options+=("--private-key=$key")
}

install_root() {
    local partial=$root.partial log=$root.log mirror path
    ensure_installer
    mirror=$(find_mirror)
    local download_options=()
    apply_apt_settings "$mirror"

    say "installing Swift from Debian $suite into $root (about a minute, 3 GB while it lasts, 1.3 GB afterwards)"
    # A killed predecessor may have left its folder, never its mounts: those were in its own namespace. Nor is its
    # debootstrap still writing, since that inherits the lock.
    rm -rf --one-file-system "$partial"
    if ! unshare --mount debootstrap --variant=minbase --include="$packages" "${download_options[@]}" \
        --force-check-gpg --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        "$suite" "$partial" "$mirror" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        [[ ! -f $partial/debootstrap/debootstrap.log ]] || tail -n 20 "$partial/debootstrap/debootstrap.log" >&2
        rm -rf --one-file-system "$partial"
        failed "debootstrap failed; its output is in $log"
    fi
    for path in "${unused[@]}"; do
        rm -rf --one-file-system "${partial:?}/$path"
    done
    unshare --mount "$BASH" "$script" enter "$partial" / --version >>"$log" 2>&1 ||
        failed "the installed swift does not start; see $log"
    printf '%s\n' "$recipe" >"$partial/.peeker-complete"
    rm -rf --one-file-system "$root"
    mv "$partial" "$root"
    rm -f "$root.wgetrc"
}

# Leaves a shared lock on file descriptor 9 that everything started later inherits: nobody replaces a root in use.
ensure_root() {
    mkdir -p "$cache"
    cache=$(cd "$cache" && pwd -P)
    root=$cache/swift-root
    exec 9>"$root.lock"
    flock --shared --nonblock 9 || {
        say "waiting for an installation that is under way"
        flock --shared 9
    }
    is_installed && return
    flock --exclusive 9
    is_installed || install_root
    flock --shared 9
}

# --- running ---------------------------------------------------------------------------------------------------------

# Makes a directory visible inside at the path it has outside, also where that path goes through a symbolic link.
show() {
    local path
    [[ -d $1 ]] || return 0
    for path in "$(realpath --no-symlinks -- "$1")" "$(realpath -- "$1")"; do
        [[ $path != / && ! $path -ef $root$path ]] || continue
        mkdir -p "$root$path"
        mount --rbind "$path" "$root$path"
    done
}

# Runs in the mount namespace of this one run.
enter() {
    root=$1
    local directory=$2 path
    shift 2
    show /tmp
    show "$repository"
    show "$directory"
    show "${TMPDIR:-/tmp}"
    [[ -z ${CARGO_TARGET_DIR:-} ]] || show "$CARGO_TARGET_DIR"
    local IFS=:
    for path in ${PEEKER_SWIFT_PATHS:-}; do
        show "$path"
    done
    unset IFS
    # After the directories, which would take these along where the root lies inside one of them.
    mount --rbind /proc "$root/proc"
    mount --rbind /dev "$root/dev"
    for path in /etc/hosts /etc/resolv.conf; do
        [[ ! -f $path || ! -f $root$path ]] || mount --bind "$path" "$root$path"
    done
    exec chroot "$root" /usr/bin/env --chdir="$directory" \
        -u LD_PRELOAD -u CC -u CXX -u CFLAGS -u CXXFLAGS -u LDFLAGS -u CPATH -u LIBRARY_PATH -u SDKROOT \
        PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LC_ALL=C.UTF-8 \
        LD_LIBRARY_PATH="$swift_libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" \
        swift "$@"
}

case ${1:-} in
    install)
        [[ $# -eq 1 ]] || usage
        path_swift_is_new_enough && exit
        require_linux_root
        ensure_root
        ;;
    run)
        [[ $# -ge 3 ]] || usage
        [[ -d $2 ]] || failed "$2 is not a directory"
        directory=$(cd "$2" && pwd -P)
        shift 2
        if path_swift_is_new_enough; then
            cd "$directory"
            exec swift "$@"
        fi
        require_linux_root
        ensure_root
        exec unshare --mount "$BASH" "$script" enter "$root" "$directory" "$@"
        ;;
    enter) # for `run` only
        shift
        enter "$@"
        ;;
    *) usage ;;
esac
