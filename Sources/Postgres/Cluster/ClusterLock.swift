import Foundation
import Glibc

/// One command at a time makes, starts, stops or removes a cluster; the kernel frees the lock of a killed one.
enum ClusterLock {
    static let patience = Duration.seconds(120)

    /// Runs `body` while holding the lock; it receives the lock's descriptor.
    ///
    /// Errors: busy after two minutes of waiting; otherOwner when the lock file is another user's.
    static func hold<T>(_ layout: ClusterLayout, owner: ServerAccount, _ body: (Int32) async throws -> T) async throws -> T {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            let descriptor = try openFile(layout.lockFile, owner: owner)
            defer { close(descriptor) }
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                guard errno == EWOULDBLOCK || errno == EINTR else { throw ClusterError.system("lock", layout.lockFile) }
                guard ContinuousClock.now < deadline else { throw busy(layout) }
                try await Task.sleep(for: .milliseconds(20))
            }
            // Whoever held it before may have removed the cluster, lock file included; then the lock in hand is of no file.
            guard let held = FileFacts(descriptor: descriptor), let named = FileFacts(layout.lockFile), held.isSame(as: named) else {
                if FileFacts(layout.home) == nil { throw ClusterError.system("find", layout.home, code: ENOENT) }
                continue
            }
            return try await body(descriptor)
        }
        throw busy(layout)
    }

    private static func openFile(_ path: String, owner: ServerAccount) throws(ClusterError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("open the lock file", path) }
        if !owner.isCurrent { _ = fchown(descriptor, owner.uid, owner.gid) }
        return descriptor
    }

    private static func busy(_ layout: ClusterLayout) -> ClusterError {
        ClusterError(
            .busy, "another command has been starting or stopping the cluster in \(layout.home) for \(patience)",
            hint: "wait for it, or find it with: fuser \(layout.lockFile)")
    }
}
