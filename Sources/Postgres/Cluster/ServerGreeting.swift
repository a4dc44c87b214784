import Foundation
import Glibc

/// What a server says to somebody who knocks at its socket.
enum ServerGreeting: Equatable {
    case ready(Peer, version: String)
    case noDatabase(Peer)
    /// Starting up, recovering or shutting down.
    case notYet(Peer)
    /// There, but unwilling: too many connections for example, or another superuser name.
    case refused(Peer, code: String, message: String)
    case silent(Int32)

    /// The process at the other end, as the kernel knows it.
    struct Peer: Equatable {
        let pid: pid_t
        let uid: uid_t

        /// The kernel answers with `struct ucred`: process, user and group, four bytes each; Swift's Glibc does not have it.
        init(of socket: Int32) {
            var answer: [Int32] = [0, -1, -1]
            var size = socklen_t(answer.count * MemoryLayout<Int32>.size)
            getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &answer, &size)
            pid = answer[0]
            uid = uid_t(bitPattern: answer[1])
        }
    }

    static let patienceSeconds = 5
    private static let bytesMax = 65_536

    /// Connects, introduces itself and leaves; a few milliseconds, and no program is run.
    ///
    /// Source: PostgreSQL documentation, “Message Flow: Start-up”, protocol 3.0.
    static func ask(socketFolder: String, user: String, database: String) -> ServerGreeting {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .silent(errno) }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard connectTo(ClusterLayout.socketPath(in: socketFolder), descriptor) else { return .silent(errno) }
        let peer = Peer(of: descriptor)
        let introduction = startMessage(user: user, database: database)
        guard send(descriptor, introduction, introduction.count, Int32(MSG_NOSIGNAL)) == introduction.count else {
            return .silent(errno)
        }
        let answer = listen(descriptor, peer: peer)
        let farewell: [UInt8] = [UInt8(ascii: "X"), 0, 0, 0, 4]
        send(descriptor, farewell, farewell.count, Int32(MSG_NOSIGNAL))
        return answer
    }

    private static func connectTo(_ path: String, _ descriptor: Int32) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { errno = ENAMETOOLONG; return false }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private static func startMessage(user: String, database: String) -> [UInt8] {
        let words: [UInt8] = ["user", user, "database", database].flatMap { (word: String) -> [UInt8] in Array(word.utf8) + [0] } + [0]
        return bigEndian(UInt32(words.count + 8)) + bigEndian(196_608) + words
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

    /// Reads messages until the server is ready for a query or has said why not.
    private static func listen(_ descriptor: Int32, peer: Peer) -> ServerGreeting {
        var received: [UInt8] = []
        var version = ""
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while received.count < bytesMax {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return .silent(count == 0 ? ECONNRESET : errno) }
            received += chunk.prefix(count)
            while received.count >= 5 {
                let length = received[1..<5].reduce(0) { $0 << 8 | Int($1) }
                guard length >= 4, length < bytesMax else { return .silent(EPROTO) }
                guard received.count >= length + 1 else { break }
                let texts = received[5..<(length + 1)].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
                switch received[0] {
                case UInt8(ascii: "Z"): return .ready(peer, version: version)
                case UInt8(ascii: "E"): return understand(texts, peer)
                case UInt8(ascii: "S") where texts.first == "server_version": version = texts.dropFirst().first ?? ""
                case UInt8(ascii: "R") where received[5..<(length + 1)].contains { $0 != 0 }:
                    return .refused(peer, code: "28000", message: "the server asks for a password")
                default: break
                }
                received.removeFirst(length + 1)
            }
        }
        return .silent(EPROTO)
    }

    /// An error's fields begin with a letter each: C for the code, M for the message.
    private static func understand(_ fields: [String], _ peer: Peer) -> ServerGreeting {
        func field(_ letter: Character) -> String { fields.first { $0.first == letter }.map { String($0.dropFirst()) } ?? "" }
        switch field("C") {
        case "3D000": return .noDatabase(peer)
        case "57P03": return .notYet(peer)
        case let code: return .refused(peer, code: code, message: field("M"))
        }
    }
}
