/// One way in which an exported ledger is not whole, and the record that shows it.
package struct Finding: Sendable, Hashable {
    package enum Code: String, Sendable, CaseIterable {
        case recordAltered = "record_altered"
        case recordUnreadable = "record_unreadable"
        case recordTwice = "record_twice"
        case movementMissing = "movement_missing"
        case documentMissing = "document_missing"
        case accountMissing = "account_missing"
        case quantityDiffers = "quantity_differs"
        case valueDiffers = "value_differs"
        case belowZero = "below_zero"
        case notConserved = "not_conserved"
        case numberMissing = "number_missing"
        case rowsDiffer = "rows_differ"
        case fileAltered = "file_altered"
        case documentAltered = "document_altered"
        case accountAltered = "account_altered"
        case blockAltered = "block_altered"
        case headMissing = "head_missing"
        case referenceUnknown = "reference_unknown"
    }

    package let code: Code
    /// Where it shows: file and line, or the document, movement or account by its number.
    package let record: String
    package let expected: String
    package let found: String

    package init(_ code: Code, _ record: String, expected: String = "", found: String = "") {
        self.code = code
        self.record = record
        self.expected = expected
        self.found = found
    }

    /// The finding as one line for people.
    package func text(_ language: AuditLanguage) -> String {
        let figures =
            expected.isEmpty && found.isEmpty ? "" : language("：应为 \(expected)，实为 \(found)", ": \(expected) expected, \(found) found")
        return "\(record) \(language("—", "-")) \(words(language))\(figures)"
    }

    private func words(_ language: AuditLanguage) -> String {
        switch code {
        case .recordAltered: language("记录被改动", "the record was altered")
        case .recordUnreadable: language("记录无法读取", "the record cannot be read")
        case .recordTwice: language("编号重复", "the identifier is there twice")
        case .movementMissing: language("缺少分录", "a movement is missing")
        case .documentMissing: language("分录没有单据", "the movement's document is missing")
        case .accountMissing: language("分录没有账户", "the movement's account is missing")
        case .quantityDiffers: language("结存数量与分录不符", "the balance differs from its movements")
        case .valueDiffers: language("结存金额与分录不符", "the value differs from its movements")
        case .belowZero: language("结存曾为负", "the balance was below zero")
        case .notConserved: language("总和不为零", "the sum over all accounts is not zero")
        case .numberMissing: language("单据编号不连续", "the numbers have a gap")
        case .rowsDiffer: language("行数与清单不符", "the number of rows differs from the manifest")
        case .documentAltered: language("单据与封存时不同", "the document is not as it was sealed")
        case .accountAltered: language("账户或批次与封存时不同", "the account or its lot is not as it was sealed")
        case .blockAltered: language("区块与链不符", "the block does not fit the chain")
        case .headMissing: language("链上没有该链头", "the chain has no such head")
        case .referenceUnknown: language("引用了目录中没有的代码", "a code is in none of the catalogue's files")
        case .fileAltered: language("文件与清单的 SHA-256 不符", "the file's SHA-256 differs from the manifest")
        }
    }
}

/// The languages of the program: Chinese unless English is asked for or set in the locale.
package enum AuditLanguage: String, Sendable, CaseIterable {
    case zh, en

    package static func chosen(_ asked: AuditLanguage?, environment: [String: String]) -> AuditLanguage {
        if let asked { return asked }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("en") ? .en : .zh
    }

    func callAsFunction(_ chinese: String, _ english: String) -> String { self == .zh ? chinese : english }
}
