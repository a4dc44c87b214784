import Glibc

/// How much memory a private server keeps pages in.
enum ServerMemory {
    /// The value of `shared_buffers`: a quarter of what the machine, or the container the program runs in, has; 128 MB to 4 GB.
    ///
    /// Pages that are not kept have to be fetched when a posting needs them; memory is taken only as there are pages to keep.
    static var sharedBuffers: String { sharedBuffers(of: installed, limit: containerLimit()) }

    static func sharedBuffers(of installed: Int64, limit: Int64?) -> String {
        let quarter = min(installed, limit ?? installed) / 4 / 1_048_576
        return "\(min(max(quarter, 128), 4096))MB"
    }

    private static var installed: Int64 { Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))) }

    /// The least that the control groups around this process may take; nil where nothing is set.
    ///
    /// Source: the kernel's account of control groups, version 2 (`0::/path`, `memory.max`) and 1 (`7:memory:/path`,
    /// `memory.limit_in_bytes`): the folder of the path, and those above it.
    static func containerLimit(process: String = "/proc/self/cgroup", groups: String = "/sys/fs/cgroup") -> Int64? {
        let lines = SmallFile.read(process)?.split(separator: "\n").map { $0.split(separator: ":", omittingEmptySubsequences: false) } ?? []
        return lines.filter { $0.count == 3 }.flatMap { line -> [Int64] in
            let isFirst = line[1].split(separator: ",").contains("memory")
            guard isFirst || line[1].isEmpty else { return [] }
            let names = line[2].split(separator: "/")
            return (0...names.count).compactMap { depth in
                let folder = ([groups + (isFirst ? "/memory" : "")] + names.prefix(depth).map(String.init)).joined(separator: "/")
                let limit = SmallFile.read("\(folder)/\(isFirst ? "memory.limit_in_bytes" : "memory.max")")
                return limit.flatMap { Int64($0.prefix { $0.isNumber }) }
            }
        }.min()
    }
}
