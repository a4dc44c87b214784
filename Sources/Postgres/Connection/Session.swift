import CLibPQ
import Glibc

/// One connection to the server. Every call blocks; they are made one at a time.
final class Session {
    let handle: OpaquePointer
    let settings: ConnectionSettings
    let cancelHandle: CancelHandle
    var cache: StatementCache
    /// The error that made the open transaction fail.
    var failure: PostgresError?
    /// The call this session works for.
    var token: CallToken?
    /// True when a time limit is in force, which tells a time-out from somebody else's cancel.
    var hasStatementTimeout: Bool
    /// Bytes of the parameters of the statement under way; kept to save an allocation for each statement.
    var parameterBytes: [UInt8] = []
    private let notices: NoticeBox?

    /// Connects.
    ///
    /// Errors: kind `.connectFailed`, or `.misuse` when the connection string cannot be read.
    init(_ settings: ConnectionSettings) throws {
        let parameters = try settings.parameters()
        var keys = parameters.map { UnsafePointer(strdup($0.key)) }
        var values = parameters.map { UnsafePointer(strdup($0.value)) }
        keys.append(nil)
        values.append(nil)
        defer { for text in keys + values { free(UnsafeMutablePointer(mutating: text)) } }
        guard let handle = PQconnectdbParams(keys, values, 0) else {
            throw PostgresError(.connectFailed, "there is no memory for a connection")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let error = PostgresError(connection: handle, kind: .connectFailed)
            PQfinish(handle)
            throw error
        }
        self.handle = handle
        self.settings = settings
        cancelHandle = CancelHandle(connection: handle)
        cache = StatementCache(capacity: settings.preparedStatementsMax)
        hasStatementTimeout = parameters.contains { $0.key == "options" && $0.value.contains("statement_timeout=") }
        notices = settings.onNotice.map(NoticeBox.init)
        receiveNotices()
    }

    deinit {
        PQfinish(handle)
    }

    var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }

    /// True between transactions on a living connection.
    var isIdle: Bool { !isBroken && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// False when the server has hung up in the meantime; asks the kernel only, no round trip.
    func looksAlive() -> Bool {
        guard isIdle else { return false }
        // The last words of a server and the end of the stream are two reads.
        for _ in 0..<4 {
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            guard poll(&socket, 1, 0) > 0 else { return true }
            guard PQconsumeInput(handle) == 1, !isBroken else { return false }
            while let notification = PQnotifies(handle) { PQfreemem(notification) }
        }
        return !isBroken
    }

    /// True when the server answers within the limit.
    func answers(withinMilliseconds limit: Int) -> Bool {
        looksAlive() && (try? runLimited("", milliseconds: limit)) != nil
    }

    /// Without a receiver libpq prints notices to standard error.
    private func receiveNotices() {
        guard let notices else {
            PQsetNoticeReceiver(handle, { _, _ in }, nil)
            return
        }
        let receiver: PQnoticeReceiver = { box, result in
            guard let box, let result else { return }
            let text = PostgresError(result: result)
            let severity = PQresultErrorField(result, Int32(DIAG_SEVERITY)).map { String(cString: $0) } ?? ""
            Unmanaged<NoticeBox>.fromOpaque(box).takeUnretainedValue()
                .handler(Notice(severity: severity, message: text.message, sqlState: text.sqlState))
        }
        PQsetNoticeReceiver(handle, receiver, Unmanaged.passUnretained(notices).toOpaque())
    }
}

/// Gives the handler an address that libpq can hand back.
private final class NoticeBox {
    let handler: @Sendable (Notice) -> Void

    init(_ handler: @escaping @Sendable (Notice) -> Void) {
        self.handler = handler
    }
}
