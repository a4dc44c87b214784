import Foundation
import Glibc

/// What the file system says about a path itself; a link is not followed.
struct FileFacts {
    let owner: uid_t
    let mode: mode_t
    let device: dev_t
    let inode: ino_t

    init?(_ path: String) {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return nil }
        self.init(facts)
    }

    init?(descriptor: Int32) {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return nil }
        self.init(facts)
    }

    init?(following path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        self.init(facts)
    }

    private init(_ facts: stat) {
        owner = facts.st_uid
        mode = facts.st_mode
        device = facts.st_dev
        inode = facts.st_ino
    }

    var isFolder: Bool { mode & S_IFMT == S_IFDIR }
    var isWritableByOthers: Bool { mode & (S_IWGRP | S_IWOTH) != 0 }
    var isOpenToOthers: Bool { mode & (S_IRWXG | S_IRWXO) != 0 }

    func isSame(as other: FileFacts) -> Bool { device == other.device && inode == other.inode }
}

/// Reading and writing the small files of a cluster.
enum SmallFile {
    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes the whole file beside the old one, onto the disk, and moves it into place.
    static func write(_ text: String, to path: String, owner: ServerAccount) throws(ClusterError) {
        let fresh = "\(path).new"
        unlink(fresh)
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("write", path) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .system("write", path) }
            rest = rest.dropFirst(count)
        }
        guard owner.isCurrent || fchown(descriptor, owner.uid, owner.gid) == 0 else { throw .system("give away", path) }
        guard fsync(descriptor) == 0, rename(fresh, path) == 0 else { throw .system("write", path) }
    }

    /// Removes a file, or a folder with all that is in it; links are removed, not followed.
    static func remove(_ path: String) throws(ClusterError) {
        guard FileFacts(path) != nil else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw ClusterError(
                .fileSystem, "could not remove \(path): \(error.localizedDescription)",
                hint: "look at that path and try again; what is left can be removed again")
        }
    }

    /// Puts the names in a folder onto the disk, so that a rename survives a power cut.
    static func syncFolder(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
