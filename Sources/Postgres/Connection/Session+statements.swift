import CLibPQ
import Glibc

extension Session {
    /// Runs a prepared statement, preparing it when this connection has not seen it yet. The caller owns the result.
    func runPrepared(_ sql: SQL) throws -> (result: OpaquePointer, columns: Columns) {
        let key = StatementCache.Key(text: sql.text, types: sql.parameters.map(\.type))
        do {
            return try runOnce(key, sql.parameters)
        } catch let error as PostgresError where error.isStalePlan && forget(key, after: error) {
            return try runOnce(key, sql.parameters)
        }
    }

    /// Runs text without parameters by the simple protocol; several statements are allowed.
    func runSimple(_ text: String) throws {
        try refuseZeroBytes(in: text)
        PQclear(try checked { PQexec(handle, text) })
    }

    /// Runs text without parameters and gives up after a time; the connection is of no use then.
    func runLimited(_ text: String, milliseconds: Int) throws {
        guard PQsendQuery(handle, text) == 1 else { throw PostgresError(connection: handle, kind: .connectionLost) }
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        var problem: PostgresError?
        while true {
            guard PQconsumeInput(handle) == 1 else { throw PostgresError(connection: handle, kind: .connectionLost) }
            if PQisBusy(handle) == 0 {
                guard let result = PQgetResult(handle) else { break }
                if PQresultStatus(result) == PGRES_FATAL_ERROR { problem = failed(result) }
                PQclear(result)
                if isBroken { break }
                continue
            }
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw PostgresError(.timedOut, "the server did not answer in time") }
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            poll(&socket, 1, Int32(left / .milliseconds(1)) + 1)
        }
        if let problem { throw problem }
    }

    /// Calls libpq so that it can be cancelled meanwhile, and turns a bad result into an error.
    func checked(_ call: () throws -> OpaquePointer?) throws -> OpaquePointer {
        try token?.enter(cancelHandle)
        let result: OpaquePointer?
        do {
            defer { token?.leave() }
            result = try call()
        }
        guard let result else { throw remember(PostgresError(connection: handle, kind: isBroken ? .connectionLost : .misuse)) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN, PGRES_COPY_OUT:
            return result
        default:
            let error = failed(result)
            PQclear(result)
            throw remember(error)
        }
    }

    /// The error of a result, of the kind its circumstances make it.
    func failed(_ result: OpaquePointer) -> PostgresError {
        var error = PostgresError(result: result)
        if isBroken {
            error.kind = .connectionLost
        } else if error.sqlState == "57014" {
            error.kind = token?.isRequested != true && hasStatementTimeout ? .timedOut : .cancelled
        }
        return error
    }

    /// C would take a zero byte for the end and cut the text off without a word.
    func refuseZeroBytes(in text: String) throws {
        // Most texts lie in one piece, and are looked through as such.
        let hasZero = text.utf8.withContiguousStorageIfAvailable { $0.contains(0) }
        guard !(hasZero ?? text.utf8.contains(0)) else { throw PostgresError(.misuse, "a text contains a zero byte", sqlState: "22021") }
    }

    func remember(_ error: PostgresError) -> PostgresError {
        if failure == nil { failure = error }
        return error
    }

    private func runOnce(_ key: StatementCache.Key, _ parameters: [BoundParameter]) throws -> (OpaquePointer, Columns) {
        let pointers = try pack(parameters)
        let entry = try cache.find(key) ?? prepare(key)
        let result = try checked {
            parameterBytes.withUnsafeBufferPointer { bytes in
                let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                let values = pointers.map { offset in offset < 0 ? nil : start.map { $0 + offset } }
                return PQexecPrepared(handle, entry.name, Int32(values.count), values, nil, nil, 0)
            }
        }
        let status = PQresultStatus(result)
        guard status != PGRES_COPY_IN, status != PGRES_COPY_OUT else {
            PQclear(result)
            abandonCopy("COPY needs copyIn or copyOut")
            throw PostgresError(.misuse, "COPY needs copyIn or copyOut")
        }
        if let columns = entry.columns { return (result, columns) }
        let columns = Columns(of: result)
        entry.columns = columns
        return (result, columns)
    }

    private func prepare(_ key: StatementCache.Key) throws -> StatementCache.Entry {
        if let old = cache.makeRoom() { try runSimple("DEALLOCATE \(old)") }
        try refuseZeroBytes(in: key.text)
        let name = cache.nextName()
        PQclear(try checked { PQprepare(handle, name, key.text, Int32(key.types.count), key.types) })
        return cache.insert(key, name: name)
    }

    /// Forgets a statement the server no longer accepts. True when it can be tried again at once.
    private func forget(_ key: StatementCache.Key, after error: PostgresError) -> Bool {
        let name = cache.forget(key)
        guard isIdle else { return false }
        failure = nil
        // The server has lost all of them (DISCARD ALL) or still holds this one under its old plan.
        if error.sqlState == "26000" { cache.forgetAll() } else if let name { try? runSimple("DEALLOCATE \(name)") }
        return true
    }

    /// Writes the values one after the other, each ended by a zero byte, and returns where they start; -1 is NULL.
    private func pack(_ parameters: [BoundParameter]) throws -> [Int] {
        guard parameters.count <= 65_535 else { throw PostgresError(.misuse, "a statement takes 65535 parameters at most") }
        parameterBytes.removeAll(keepingCapacity: parameterBytes.capacity <= 1 << 20)
        return try parameters.map { parameter in
            guard let text = parameter.text else { return -1 }
            try refuseZeroBytes(in: text)
            let start = parameterBytes.count
            parameterBytes.append(contentsOf: text.utf8)
            parameterBytes.append(0)
            return start
        }
    }
}
