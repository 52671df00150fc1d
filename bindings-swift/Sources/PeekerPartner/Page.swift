/// A page of a list.
public struct Page<Row: Hashable & Sendable>: Hashable, Sendable {
    /// Its rows.
    public let data: [Row]
    /// What it says besides.
    public let info: PageInfo
    /// What is known of the call that gave it.
    public let meta: Meta
}
