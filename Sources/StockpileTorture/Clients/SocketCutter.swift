internal import Foundation
internal import Glibc
internal import Synchronization

/// Cuts one of this process's own connections at the socket, in the middle of whatever it is doing, whenever the signal comes.
final class SocketCutter {
    /// Harmless to a process that does not listen for it yet.
    static let signalNumber = SIGURG

    private let source: any DispatchSourceSignal

    /// Every cut adds a byte to the file, which all clients share.
    init(countingIn path: String, seed: UInt64) {
        let numbers = Mutex(SeededNumbers(seed: seed))
        signal(Self.signalNumber, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: Self.signalNumber, queue: .global())
        source.setEventHandler {
            let sockets = Self.connectedSockets()
            guard !sockets.isEmpty else { return }
            let socket = numbers.withLock { $0.one(of: sockets) }
            guard shutdown(socket, Int32(SHUT_RDWR)) == 0 else { return }
            Self.addByte(to: path)
        }
        source.resume()
    }

    /// Those to the server: its address is a path in the file system.
    private static func connectedSockets() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.sorted().filter { descriptor in
            var address = sockaddr_un()
            var length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) == 0 }
            }
            return isKnown && address.sun_family == sa_family_t(AF_UNIX) && address.sun_path.0 == CChar(UInt8(ascii: "/"))
        }
    }

    private static func addByte(to path: String) {
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        _ = write(file, "x", 1)
        close(file)
    }
}
