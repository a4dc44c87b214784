import Glibc

/// What went wrong with a private cluster, in words for a person, and what to do about it.
package struct ClusterError: Error, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case programsMissing, programsTooOld, otherVersion
        case notOurs, notDisposable, otherOwner, notEnterable, noServerAccount, notPermitted
        case diskFull, socketInUse, busy, startFailed, stopFailed, fileSystem
    }

    package let kind: Kind
    package let message: String
    package let hint: String

    package init(_ kind: Kind, _ message: String, hint: String) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(message)\nHint: \(hint)" }
}

extension ClusterError {
    /// The error for a system call that failed while doing something to `path`.
    static func system(_ doing: String, _ path: String, code: Int32 = errno) -> ClusterError {
        let message = "could not \(doing) \(path): \(String(cString: strerror(code)))"
        switch code {
        case ENOSPC, EDQUOT:
            return ClusterError(.diskFull, message, hint: "free some space on that disk and try again")
        case EACCES, EPERM, EROFS:
            return ClusterError(.notPermitted, message, hint: "run as the user who owns it, or choose another home folder")
        case ENOTDIR, ELOOP:
            return ClusterError(.notOurs, message, hint: "a file or a link stands where a folder of ours belongs; move it away")
        default:
            return ClusterError(.fileSystem, message, hint: "look at that path and try again")
        }
    }
}
