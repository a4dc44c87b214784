import Foundation
import Glibc

extension PrivateCluster {
    /// Stops the server after breaking off its open transactions; nothing happens when none runs.
    ///
    /// Errors: stopFailed after `patience`, otherOwner, busy.
    package func stop(patience: Duration = .seconds(60)) async throws {
        guard FileFacts(layout.dataFolder) != nil else { return }
        let account = try requireAccount()
        guard try ClusterMaker.isMade(layout) else { return }
        try await ClusterLock.hold(layout, owner: account) { _ in
            try await Postmaster.living(in: layout)?.stop(SIGINT, patience: patience, layout: layout)
        }
    }

    /// Stops the server and removes everything the cluster has made, data included.
    ///
    /// Shape:  home itself goes too when nothing else is in it; nothing happens when it does not exist.
    /// Errors: notOurs for a folder without our marker, notDisposable for a cluster that was made to last; nothing is touched then.
    package func destroy() async throws {
        guard FileFacts(layout.home) != nil else { return }
        let isMade = try ClusterMaker.isMade(layout)
        guard isMade || !layout.leftovers().isEmpty else {
            throw ClusterError(
                .notOurs, "there is no cluster of \(layout.application) in \(layout.home); nothing was removed",
                hint: "name the home folder of a cluster that \(layout.application) made")
        }
        guard !isMade || FileFacts(layout.disposableFile) != nil else {
            throw ClusterError(
                .notDisposable, "the database in \(layout.dataFolder) was made to last; nothing was removed",
                hint: "choose another home folder, or move that one away yourself")
        }
        let account = try requireAccount()
        let socketFolders = [layout.socketFolder(of: account.uid), layout.temporarySocketFolder(of: account.uid)]
        try await ClusterLock.hold(layout, owner: account) { _ in
            if let server = Postmaster.living(in: layout) {
                try await server.stop(SIGQUIT, patience: .seconds(30), layout: layout)
            }
            for folder in socketFolders where layout.isSafeSocketFolder(folder, owner: account.uid) { try SmallFile.remove(folder) }
            for path in layout.leftovers() + [layout.dataFolder, layout.logFile, "\(layout.logFile).old"] { try SmallFile.remove(path) }
            // Last, and under the lock: whoever waits for it notices that the file is no longer the one it opened.
            try SmallFile.remove(layout.lockFile)
            rmdir(layout.home)
        }
    }
}
