extension LedgerExport {
    /// Everything that is not as it should be: first what names a record, then what follows from it. Empty when the ledger is whole.
    ///
    /// Shape: with a head, the chain must hold a block of this hash.
    package func check(head: String? = nil) -> [Finding] {
        findings.filter { $0.code != .rowsDiffer && $0.code != .fileAltered }
            + sealFindings(head: head) + repeatedRecords() + missingRecords() + balances() + belowZero() + conservation() + numbers()
            + findings.filter { $0.code == .rowsDiffer || $0.code == .fileAltered }
    }

    private func repeatedRecords() -> [Finding] {
        func repeated(_ name: String, _ identifiers: [Int64]) -> [Finding] {
            var seen: Set<Int64> = []
            return identifiers.filter { !seen.insert($0).inserted }.map { Finding(.recordTwice, "\(name) \($0)") }
        }
        return repeated("account", accounts.map(\.id)) + repeated("document", documents.map(\.id))
            + repeated("movement", movements.map(\.id))
    }

    /// Each movement has its document and both accounts; each document has as many movements as it says.
    private func missingRecords() -> [Finding] {
        let documentIDs = Set(documents.map(\.id))
        let accountIDs = Set(accounts.map(\.id))
        var lines: [Int64: [Int]] = [:]
        var findings: [Finding] = []
        for movement in movements {
            lines[movement.document, default: []].append(movement.lineNo)
            if !documentIDs.contains(movement.document) {
                findings.append(Finding(.documentMissing, "movement \(movement.id)", expected: "document \(movement.document)", found: "-"))
            }
            for account in [movement.from, movement.to] where !accountIDs.contains(account) {
                findings.append(Finding(.accountMissing, "movement \(movement.id)", expected: "account \(account)", found: "-"))
            }
        }
        for document in documents {
            let found = lines[document.id, default: []]
            guard found.count != document.movements else { continue }
            let gap = document.movements >= 1 ? (1...document.movements).first { !found.contains($0) } : nil
            let record = gap.map { "\(document.number) #\($0)" } ?? document.number
            findings.append(Finding(.movementMissing, record, expected: "\(document.movements)", found: "\(found.count)"))
        }
        return findings
    }

    /// Every balance and value, recomputed from nothing but the movements.
    private func balances() -> [Finding] {
        var quantities: [Int64: Int128] = [:]
        var values: [Int64: Int128] = [:]
        for account in accounts {
            quantities[account.id] = Int128(account.openingQuantity)
            values[account.id] = Int128(account.openingValueFen)
        }
        for movement in movements {
            quantities[movement.from, default: 0] -= Int128(movement.quantity)
            quantities[movement.to, default: 0] += Int128(movement.quantity)
            values[movement.from, default: 0] -= Int128(movement.valueFen)
            values[movement.to, default: 0] += Int128(movement.valueFen)
        }
        return accounts.flatMap { account -> [Finding] in
            let (quantity, value) = (quantities[account.id] ?? 0, values[account.id] ?? 0)
            var findings: [Finding] = []
            if quantity != Int128(account.quantity) {
                findings.append(Finding(.quantityDiffers, "account \(account.id)", expected: "\(quantity)", found: "\(account.quantity)"))
            }
            if value != Int128(account.valueFen) {
                findings.append(Finding(.valueDiffers, "account \(account.id)", expected: "\(value)", found: "\(account.valueFen)"))
            }
            return findings
        }
    }

    /// The first moment, in the order in which things happened, at which a stock account held fewer than none.
    private func belowZero() -> [Finding] {
        let stock = Set(accounts.filter(\.isStock).map(\.id))
        var balances = Dictionary(accounts.map { ($0.id, Int128($0.openingQuantity)) }) { first, _ in first }
        var told: Set<Int64> = []
        var findings: [Finding] = []
        for movement in movements.sorted(by: { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }) {
            balances[movement.to, default: 0] += Int128(movement.quantity)
            let rest = balances[movement.from, default: 0] - Int128(movement.quantity)
            balances[movement.from] = rest
            if rest < 0, stock.contains(movement.from), told.insert(movement.from).inserted {
                findings.append(
                    Finding(.belowZero, "account \(movement.from), movement \(movement.id)", expected: "≥ 0", found: "\(rest)"))
            }
        }
        return findings
    }

    /// What leaves one account enters another: over all accounts of a lot, with the lots made from it, nothing is left.
    private func conservation() -> [Finding] {
        var sums: [String: (quantity: Int128, value: Int128)] = [:]
        for account in accounts {
            let sum = sums[account.lot] ?? (0, 0)
            sums[account.lot] = (sum.quantity + Int128(account.quantity), sum.value + Int128(account.valueFen))
        }
        return sums.sorted { $0.key < $1.key }.flatMap { lot, sum in
            [("quantity", sum.quantity), ("value_fen", sum.value)].filter { $0.1 != 0 }
                .map { Finding(.notConserved, "lot \(lot) \($0.0)", expected: "0", found: "\($0.1)") }
        }
    }

    /// Numbers run from 1 without a gap for each place, kind and year: all but the last part of a number.
    private func numbers() -> [Finding] {
        // A month begins with whatever number comes next, and what was entered late belongs to another.
        guard period.isEmpty else { return [] }
        var sequences: [Substring: [Int]] = [:]
        for document in documents {
            guard let dash = document.number.lastIndex(of: "-"), let number = Int(document.number[document.number.index(after: dash)...])
            else { continue }
            sequences[document.number[..<dash], default: []].append(number)
        }
        return sequences.sorted { $0.key < $1.key }.flatMap { sequence, numbers in
            zip(numbers.sorted(), 1...).first { $0 != $1 }.map {
                [Finding(.numberMissing, "\(sequence)", expected: "\($1)", found: "\($0)")]
            } ?? []
        }
    }
}
