import Glibc

/// Where an application keeps its private cluster when nobody says otherwise.
package enum ClusterHome {
    /// The home folder: the variable's value, else a system folder for root, else the person's data folder.
    ///
    /// Shape:  an absolute path; relative values of `variable` count from the current folder, a relative XDG_DATA_HOME is ignored.
    /// Source: XDG Base Directory Specification.
    package static func folder(application: String, variable: String, environment: [String: String]) -> String {
        if let chosen = environment[variable], !chosen.isEmpty { return ClusterLayout.absolute(chosen) }
        if geteuid() == 0 { return "/var/lib/\(application)" }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/\(application)" }
        let person = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? ServerAccount.named(uid: geteuid())?.home ?? "/"
        return ClusterLayout.absolute("\(person)/.local/share/\(application)")
    }
}
