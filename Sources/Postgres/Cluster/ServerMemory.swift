import Glibc

/// How much memory a private server keeps pages in.
enum ServerMemory {
    /// The value of `shared_buffers`: a quarter of what the machine, or the container the program runs in, has; 128 MB to 4 GB.
    ///
    /// A ledger of five million movements takes about four gigabytes. Pages that are not kept have to be fetched for every posting and
    /// thrown out for the next; memory is taken only as there are pages to keep.
    static var sharedBuffers: String { sharedBuffers(of: installed, limit: containerLimit()) }

    static func sharedBuffers(of installed: Int64, limit: Int64?) -> String {
        let quarter = min(installed, limit ?? installed) / 4 / 1_048_576
        return "\(min(max(quarter, 128), 4096))MB"
    }

    private static var installed: Int64 { Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))) }

    /// What the control group of this process may take; nil where nothing is set.
    ///
    /// Source: the kernel's account of control groups, version 2 (`0::/path` in `/proc/self/cgroup`, `memory.max` in that folder).
    static func containerLimit(process: String = "/proc/self/cgroup", groups: String = "/sys/fs/cgroup") -> Int64? {
        let own = SmallFile.read(process)?.split(separator: "\n").first { $0.hasPrefix("0::") }?.dropFirst(3)
        return [groups, own.map { groups + $0 }].compactMap { folder in
            folder.flatMap { SmallFile.read("\($0)/memory.max") }.flatMap { Int64($0.prefix { $0.isNumber }) }
        }.min()
    }
}
