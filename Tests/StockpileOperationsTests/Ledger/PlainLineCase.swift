/// What is said of a document: its purpose, and of its line what differs from five units of the lot that are its keeper's own.
struct PlainLineCase: Sendable {
    let name: String
    var kind = "issue"
    var purpose = "use"
    var line = "{}"
    var header = "{}"
    var login = "keeper1"
    var lines: Int64 = 1
    /// What is done to the twenty units before; `LOT` stands for their lot.
    var before = ""
    /// Whether the function for plain lines is asked at all.
    let isPlain: Bool
    /// The refusal, or nil where it is posted.
    var code: String?
}

extension PlainLineCase {
    static let all = [
        PlainLineCase(name: "part of it", isPlain: true),
        PlainLineCase(name: "all of it, with the rest of the value", line: #"{"quantity": 20}"#, isPlain: true),
        PlainLineCase(name: "more than there is", line: #"{"quantity": 21}"#, isPlain: true, code: "SP101"),
        PlainLineCase(name: "nothing", line: #"{"quantity": 0}"#, isPlain: true, code: "SP606"),
        PlainLineCase(name: "no quantity", line: #"{"quantity": null}"#, isPlain: true, code: "SP606"),
        PlainLineCase(name: "what is usual, said", line: #"{"from_condition": "good", "from_availability": "free"}"#, isPlain: true),
        PlainLineCase(name: "from where the document is", line: #"{"from_place_id": "D1"}"#, isPlain: true),
        PlainLineCase(name: "numbers as words", line: #"{"line_no": "1", "quantity": "5"}"#, isPlain: true),
        PlainLineCase(name: "half a line", line: #"{"line_no": 1.5}"#, isPlain: true, code: "22P02"),
        PlainLineCase(
            name: "the city's", line: #"{"from_owner_id": "city"}"#,
            before: lying("owner_id = (SELECT owner_id FROM stock_owner WHERE code = 'city')"), isPlain: true),
        PlainLineCase(name: "words", header: #"{"reference": "R", "remarks": "r", "reason": "w", "occasion": "o"}"#, isPlain: true),
        PlainLineCase(name: "a sample", purpose: "sample", isPlain: true),
        PlainLineCase(
            name: "into an account that is there", before: "SELECT public.try_post('keeper1', 'issue', 'use', 'LOT')", isPlain: true),
        PlainLineCase(name: "a lot nobody knows", line: #"{"lot_id": 0}"#, isPlain: true, code: "SP601"),
        PlainLineCase(name: "somebody else's", line: #"{"from_owner_id": "city"}"#, isPlain: true, code: "SP101"),
        PlainLineCase(name: "expires today", before: dated("expires_on", 0), isPlain: true),
        PlainLineCase(name: "expired yesterday", before: dated("expires_on", -1), isPlain: true, code: "SP102"),
        PlainLineCase(name: "is not issued from tomorrow on", before: dated("stop_issue_on", 1), isPlain: true),
        PlainLineCase(name: "is not issued from today on", before: dated("stop_issue_on", 0), isPlain: true, code: "SP113"),
        PlainLineCase(
            name: "to where some of it is on hold", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D2"}"#,
            before: "SELECT public.try_post('keeper1', 'transfer', 'relocation', 'LOT', '{\"to_place_id\": \"D2\"}');"
                + lying("availability = 'held'") + " AND place_id <> (SELECT place_id FROM place WHERE code = 'D1')", isPlain: true),
        PlainLineCase(
            name: "recalled", before: "UPDATE lot SET recalled_on = '2026-01-01', recalled_at = now() WHERE lot_number = 'LOT'",
            isPlain: true, code: "SP116"),
        PlainLineCase(
            name: "that comes later than now, by a clock that was put back",
            before: """
                UPDATE stock_movement SET occurred_at = now() + interval '1 hour' WHERE lot_id = (SELECT lot_id FROM lot
                    WHERE lot_number = 'LOT');
                UPDATE stock_account SET last_occurred_at = now() + interval '1 hour' WHERE lot_id = (SELECT lot_id FROM lot
                    WHERE lot_number = 'LOT')
                """, isPlain: true, code: "SP106"),
        PlainLineCase(name: "on hold all of it", before: lying("availability = 'held'"), isPlain: true, code: "SP101"),
        PlainLineCase(name: "to be repaired all of it", before: lying("condition = 'to_repair'"), isPlain: true, code: "SP101"),
        PlainLineCase(
            name: "in a bin",
            before: "INSERT INTO bin (place_id, code) SELECT place_id, 'LOT' FROM place WHERE code = 'D1';"
                + lying("bin_id = (SELECT bin_id FROM bin WHERE code = 'LOT')"), isPlain: true, code: "SP101"),
        PlainLineCase(name: "two lines", lines: 2, isPlain: false),
        PlainLineCase(name: "to another place", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D2"}"#, isPlain: true),
        PlainLineCase(
            name: "to itself", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D1"}"#, isPlain: true, code: "SP603"),
        PlainLineCase(name: "to nowhere", kind: "transfer", purpose: "relocation", isPlain: true, code: "SP603"),
        PlainLineCase(name: "an issue to another place leaves where it lies", line: #"{"to_place_id": "D2"}"#, isPlain: true),
        PlainLineCase(name: "from another place", line: #"{"from_place_id": "D2"}"#, isPlain: false, code: "SP101"),
        PlainLineCase(name: "on hold", line: #"{"from_availability": "held"}"#, isPlain: false, code: "SP103"),
        PlainLineCase(name: "not good", line: #"{"from_condition": "to_repair"}"#, isPlain: false, code: "SP104"),
        PlainLineCase(name: "out of a bin", line: #"{"from_bin_id": 1}"#, isPlain: false, code: "SP620"),
        PlainLineCase(name: "some time ago", header: #"{"occurred_at": "2026-01-01T00:00:00Z"}"#, isPlain: false, code: "SP106"),
        PlainLineCase(name: "checked by its maker", header: #"{"checker": "keeper1"}"#, isPlain: false, code: "SP402"),
        PlainLineCase(name: "a reason is owed", purpose: "donation", isPlain: false, code: "SP613"),
        PlainLineCase(name: "by one who may not", login: "auditor1", isPlain: false, code: "SP401"),
    ]

    private static func dated(_ column: String, _ days: Int) -> String {
        "UPDATE lot SET \(column) = (now() AT TIME ZONE 'Asia/Shanghai')::date + \(days) WHERE lot_number = 'LOT'"
    }

    /// Where and how all of the lot lies is changed.
    private static func lying(_ change: String) -> String {
        "UPDATE stock_account SET \(change) WHERE is_stock AND lot_id = (SELECT lot_id FROM lot WHERE lot_number = 'LOT')"
    }
}
