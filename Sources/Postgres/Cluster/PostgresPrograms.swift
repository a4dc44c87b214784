import Foundation
import Glibc

/// A folder of PostgreSQL server programs of one version.
package struct PostgresPrograms: Sendable, Equatable {
    package static let majorMin = 15
    package static let standardFolders = ["/usr/lib/postgresql", "/usr/local/pgsql/bin"]

    package let folder: String
    package let major: Int

    /// The newest programs installed; those of `major` when it is given.
    ///
    /// Shape:  the folder in `variable` alone when it is set, else Debian's folders, /usr/local/pgsql and the PATH.
    /// Errors: programsMissing, programsTooOld.
    package static func find(
        environment: [String: String], variable: String = "POSTGRES_BIN", major: Int? = nil, in folders: [String] = standardFolders
    ) throws(ClusterError) -> PostgresPrograms {
        let chosen = environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        let candidates = chosen.map { [$0] } ?? places(folders, path: environment["PATH"] ?? "")
        let found = candidates.compactMap(PostgresPrograms.init(folder:)).sorted { $0.major > $1.major }
        let searched = chosen.map { "in \($0) (\(variable))" } ?? "on this machine"
        if let major {
            if let match = found.first(where: { $0.major == major }) { return match }
            throw ClusterError(
                .programsMissing, "the programs of PostgreSQL \(major) are not \(searched)",
                hint: "install the Debian package postgresql-\(major)")
        }
        guard let newest = found.first else {
            throw ClusterError(
                .programsMissing, "the programs of the PostgreSQL server (postgres, initdb, createdb) are not \(searched)",
                hint: "install the Debian package postgresql, or name their folder in \(variable)")
        }
        guard newest.major >= majorMin else {
            throw ClusterError(
                .programsTooOld, "PostgreSQL \(newest.major) in \(newest.folder) is too old, \(majorMin) is needed",
                hint: "install the Debian package postgresql of a newer release")
        }
        return newest
    }

    /// The programs in a folder; nil when one is missing or does not run.
    package init?(folder: String) {
        let complete = ["postgres", "initdb", "createdb"].allSatisfy { access("\(folder)/\($0)", X_OK) == 0 }
        guard complete, let major = PostgresPrograms.askVersion("\(folder)/postgres") else { return nil }
        self.folder = folder
        self.major = major
    }

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// Every folder that may hold the programs, each once.
    private static func places(_ folders: [String], path: String) -> [String] {
        var places: [String] = []
        for folder in folders {
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            places += [folder] + versions.sorted().map { "\(folder)/\($0)/bin" }
        }
        for folder in path.split(separator: ":") where folder.hasPrefix("/") {
            // A link on the PATH leads to the folder with all the programs.
            guard let real = realpath("\(folder)/postgres", nil) else { continue }
            defer { free(real) }
            places.append(URL(fileURLWithPath: String(cString: real)).deletingLastPathComponent().path)
        }
        var seen: Set<String> = []
        return places.filter { seen.insert($0).inserted }
    }

    /// The number in “postgres (PostgreSQL) 15.18 (Debian …)”.
    private static func askVersion(_ program: String) -> Int? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let pid = try? ClusterProgram(path: program, arguments: ["--version"], output: ends[1]).launch()
        close(ends[1])
        guard let pid else { return nil }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = read(ends[0], &bytes, bytes.count)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        let words = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).split(separator: " ")
        guard words.count >= 3, words[1] == "(PostgreSQL)" else { return nil }
        return Int(words[2].prefix { $0.isNumber })
    }
}
