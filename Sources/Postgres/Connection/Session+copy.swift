import CLibPQ

extension Session {
    /// Sends chunks to a `COPY … FROM STDIN` and returns how many rows were stored.
    func copyIn(_ sql: SQL, _ next: () throws -> [UInt8]?) throws -> Int {
        try startCopy(sql, PGRES_COPY_IN)
        do {
            while let chunk = try next() {
                try send(chunk)
            }
        } catch {
            abandonCopy("the sender gave up")
            throw error
        }
        return try finishCopy { PQputCopyEnd(handle, nil) == 1 }
    }

    /// Receives what a `COPY … TO STDOUT` writes and returns how many rows came.
    func copyOut(_ sql: SQL, _ receive: ([UInt8]) throws -> Void) throws -> Int {
        try startCopy(sql, PGRES_COPY_OUT)
        var chunk: [UInt8] = []
        chunk.reserveCapacity(Self.chunkBytes + 8_192)
        do {
            while let row = try receiveRow() {
                defer { PQfreemem(row.baseAddress) }
                chunk.append(contentsOf: UnsafeRawBufferPointer(row))
                guard chunk.count >= Self.chunkBytes else { continue }
                try receive(chunk)
                chunk.removeAll(keepingCapacity: true)
            }
            if !chunk.isEmpty { try receive(chunk) }
        } catch {
            abandonCopy("the receiver gave up")
            throw error
        }
        return try finishCopy { true }
    }

    /// Ends a COPY under way in either direction, so that the connection can go on.
    func abandonCopy(_ reason: String) {
        guard !isBroken, PQtransactionStatus(handle) == PQTRANS_ACTIVE else { return }
        if PQputCopyEnd(handle, reason) != 1 { cancelHandle.send() }
        drain()
    }

    private static let chunkBytes = 65_536

    private func startCopy(_ sql: SQL, _ direction: ExecStatusType) throws {
        try refuseZeroBytes(in: sql.text)
        guard sql.parameters.isEmpty else { throw PostgresError(.misuse, "COPY takes no bound parameters") }
        let result = try drainingOnError {
            try checked {
                guard PQsendQuery(handle, sql.text) == 1 else { return nil }
                return PQgetResult(handle)
            }
        }
        let status = PQresultStatus(result)
        PQclear(result)
        guard status == direction else {
            if status == PGRES_COPY_IN || status == PGRES_COPY_OUT { abandonCopy("wrong direction") } else { drain() }
            throw PostgresError(.misuse, "the statement is not a COPY in this direction")
        }
    }

    private func send(_ chunk: [UInt8]) throws {
        try token?.enter(cancelHandle)
        defer { token?.leave() }
        // libpq counts in 32 bits.
        for start in stride(from: 0, to: chunk.count, by: 1 << 24) {
            let part = chunk[start..<min(start + 1 << 24, chunk.count)]
            let sent = part.withUnsafeBytes { bytes in
                PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            guard sent == 1 else { throw remember(PostgresError(connection: handle, kind: .connectionLost)) }
        }
    }

    /// The next row in memory of libpq, `nil` after the last one or when the server reports an error.
    private func receiveRow() throws -> UnsafeMutableBufferPointer<CChar>? {
        var row: UnsafeMutablePointer<CChar>?
        try token?.enter(cancelHandle)
        let length = PQgetCopyData(handle, &row, 0)
        token?.leave()
        guard length > 0, let row else { return nil }
        return UnsafeMutableBufferPointer(start: row, count: Int(length))
    }

    private func finishCopy(_ end: () -> Bool) throws -> Int {
        let result = try drainingOnError {
            try checked {
                guard end() else { return nil }
                return PQgetResult(handle)
            }
        }
        let count = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        PQclear(result)
        drain()
        return count
    }

    /// After an error libpq still has the end of the command to hand out; until then it takes no other.
    private func drainingOnError(_ body: () throws -> OpaquePointer) throws -> OpaquePointer {
        do {
            return try body()
        } catch {
            drain()
            throw error
        }
    }

    private func drain() {
        var rest: UnsafeMutablePointer<CChar>?
        while let result = PQgetResult(handle) {
            let status = PQresultStatus(result)
            PQclear(result)
            guard status == PGRES_COPY_OUT else { continue }
            while PQgetCopyData(handle, &rest, 0) > 0 { PQfreemem(rest) }
        }
    }
}
