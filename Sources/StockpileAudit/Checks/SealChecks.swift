extension LedgerExport {
    /// What is not as it was sealed, in the order of positions: documents, accounts, blocks, and the head somebody asks for.
    func sealFindings(head: String?) -> [Finding] {
        sealedContents() + accountContents() + chain() + heads(head)
    }

    private func sealedContents() -> [Finding] {
        let documents = Dictionary(self.documents.map { ($0.id, $0) }) { first, _ in first }
        let movements = Dictionary(grouping: self.movements, by: \.document)
        return sealedDocuments.compactMap { sealed in
            guard let document = documents[sealed.document] else {
                // A month's pack holds the other documents of its blocks by their hashes only.
                guard period.isEmpty else { return nil }
                return Finding(.documentMissing, "position \(sealed.position)", expected: "document \(sealed.document)", found: "-")
            }
            guard let content = Self.content(of: document, movements[document.id] ?? []) else {
                return Finding(.referenceUnknown, document.number)
            }
            let found = SHA256.hex(content.utf8)
            return found == sealed.sha256 ? nil : Finding(.documentAltered, document.number, expected: sealed.sha256, found: found)
        }
    }

    private static func content(of document: Document, _ movements: [Movement]) -> String? {
        guard var text = document.content else { return nil }
        for movement in movements.sorted(by: { ($0.lineNo, $0.id) < ($1.lineNo, $1.id) }) {
            guard let cells = movement.cells else { return nil }
            let isOfDocument = movement.occurredAt == document.occurredAt && movement.recordedAt == document.recordedAt
            text += Content.line(cells + (isOfDocument ? ["", ""] : [movement.occurredAt, movement.recordedAt]))
            if !movement.serials.isEmpty { text += Content.line(["serials", "\(movement.id)"] + movement.serials) }
        }
        return text
    }

    private func accountContents() -> [Finding] {
        accounts.compactMap { account in
            guard account.blockNumber != nil || !account.sealedSHA256.isEmpty else { return nil }
            guard let content = account.content else { return Finding(.referenceUnknown, "account \(account.id)") }
            let found = SHA256.hex(content.utf8)
            guard found != account.sealedSHA256 else { return nil }
            let first = movements.filter { $0.from == account.id || $0.to == account.id }.map(\.document).min()
            let document = documents.first { $0.id == first }.map { ", \($0.number)" } ?? ""
            return Finding(.accountAltered, "account \(account.id)\(document)", expected: account.sealedSHA256, found: found)
        }
    }

    /// Every block covers the one before; positions have no gap; the hashes are those of what the pack holds.
    private func chain() -> [Finding] {
        var findings: [Finding] = []
        var previous = (sha256: String(repeating: "0", count: 64), position: Int64(0), number: Int64(0))
        let accounts = Dictionary(grouping: self.accounts.filter { $0.blockNumber != nil }) { $0.blockNumber ?? 0 }
        let known = Set(blocks.map(\.number))
        for block in blocks {
            let name = "block \(block.number)"
            let isNext = block.number == previous.number + 1 && block.firstPosition == previous.position + 1
            if !isNext || block.previousSHA256 != previous.sha256 {
                findings.append(Finding(.blockAltered, name, expected: previous.sha256, found: block.previousSHA256))
            }
            let checks: [(String, String?)] = [
                (block.sha256, block.content), (block.accountsSHA256, Self.accountLines(accounts[block.number] ?? [])),
                (block.documentsSHA256, documentLines(of: block)),
            ]
            for case (let expected, let content?) in checks {
                let found = SHA256.hex(content.utf8)
                if found != expected { findings.append(Finding(.blockAltered, name, expected: expected, found: found)) }
            }
            previous = (block.sha256, block.lastPosition, block.number)
        }
        for number in accounts.keys.sorted() where !known.contains(number) { findings.append(Finding(.blockAltered, "block \(number)")) }
        if let last = sealedDocuments.last, last.position > previous.position {
            findings.append(
                Finding(.blockAltered, "position \(last.position)", expected: "≤ \(previous.position)", found: "\(last.position)"))
        }
        return findings
    }

    private static func accountLines(_ accounts: [Account]) -> String? {
        accounts.sorted { $0.id < $1.id }.map { Content.line(["\($0.id)", $0.sealedSHA256]) }.joined()
    }

    /// Nil where the pack of a month has no document of the block.
    private func documentLines(of block: Block) -> String? {
        let start = sealedDocuments.partitioningIndex { $0.position >= block.firstPosition }
        let lines = sealedDocuments[start...].prefix { $0.position <= block.lastPosition }
        if lines.isEmpty, !period.isEmpty { return nil }
        return lines.map { Content.line(["\($0.position)", "\($0.document)", $0.sha256]) }.joined()
    }

    private func heads(_ asked: String?) -> [Finding] {
        let hashes = Set(blocks.map(\.sha256))
        var findings: [Finding] = []
        if let asked {
            let wanted = asked.lowercased().filter { !$0.isWhitespace && $0 != "-" }
            if !hashes.contains(wanted) { findings.append(Finding(.headMissing, wanted)) }
        }
        if (blocks.last?.sha256 ?? "") != headSHA256 {
            findings.append(Finding(.headMissing, "pack.csv", expected: headSHA256, found: blocks.last?.sha256 ?? "-"))
        }
        return findings
    }
}

extension Array {
    /// The first index whose element satisfies a condition that all later ones satisfy too.
    fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
