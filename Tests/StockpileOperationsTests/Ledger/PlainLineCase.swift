/// What is said of a document of one line: its purpose, and what differs from five units of the lot that are its keeper's own.
struct PlainLineCase: Sendable {
    let name: String
    var kind = "issue"
    var purpose = "use"
    var line = "{}"
    var header = "{}"
    var login = "keeper1"
    /// What is done to the twenty units before; `LOT` stands for their lot, and `BIN` in a line for the bin of that name.
    var before = ""
    /// Whether the purpose is plain.
    var isPlain = true
    /// The refusal, or nil where it is posted.
    var code: String?
}

extension PlainLineCase {
    static let all = [
        PlainLineCase(name: "part of it"),
        PlainLineCase(name: "all of it, with the rest of the value", line: #"{"quantity": 20}"#),
        PlainLineCase(name: "more than there is", line: #"{"quantity": 21}"#, code: "SP101"),
        PlainLineCase(name: "nothing", line: #"{"quantity": 0}"#, code: "SP606"),
        PlainLineCase(name: "no quantity", line: #"{"quantity": null}"#, code: "SP606"),
        PlainLineCase(
            name: "the city's", line: #"{"from_owner_id": "city"}"#,
            before: lying("owner_id = (SELECT owner_id FROM stock_owner WHERE code = 'city')")),
        PlainLineCase(name: "words", header: #"{"reference": "R", "remarks": "r", "reason": "w", "occasion": "o"}"#),
        PlainLineCase(name: "a sample", purpose: "sample"),
        PlainLineCase(
            name: "into an account that is there", before: "SELECT public.try_post('keeper1', 'issue', 'use', 'LOT')"),
        PlainLineCase(name: "a lot nobody knows", line: #"{"lot_id": 0}"#, code: "SP601"),
        PlainLineCase(name: "somebody else's", line: #"{"from_owner_id": "city"}"#, code: "SP101"),
        PlainLineCase(name: "expires today", before: dated("expires_on", 0)),
        PlainLineCase(name: "expired yesterday", before: dated("expires_on", -1), code: "SP102"),
        PlainLineCase(name: "is not issued from tomorrow on", before: dated("stop_issue_on", 1)),
        PlainLineCase(name: "is not issued from today on", before: dated("stop_issue_on", 0), code: "SP113"),
        PlainLineCase(
            name: "to where some of it is on hold", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D2"}"#,
            before: "SELECT public.try_post('keeper1', 'transfer', 'relocation', 'LOT', '{\"to_place_id\": \"D2\"}');"
                + lying("availability = 'held'") + " AND place_id <> (SELECT place_id FROM place WHERE code = 'D1')"),
        PlainLineCase(
            name: "recalled", before: "UPDATE lot SET recalled_on = '2026-01-01', recalled_at = now() WHERE lot_number = 'LOT'",
            code: "SP116"),
        PlainLineCase(
            name: "that comes later than now, by a clock that was put back",
            before: """
                UPDATE stock_movement SET occurred_at = now() + interval '1 hour' WHERE lot_id = (SELECT lot_id FROM lot
                    WHERE lot_number = 'LOT');
                UPDATE stock_account SET last_occurred_at = now() + interval '1 hour' WHERE lot_id = (SELECT lot_id FROM lot
                    WHERE lot_number = 'LOT')
                """, code: "SP106"),
        PlainLineCase(name: "on hold all of it", before: lying("availability = 'held'"), code: "SP101"),
        PlainLineCase(name: "to be repaired all of it", before: lying("condition = 'to_repair'"), code: "SP101"),
        PlainLineCase(name: "in a bin that is not said", before: inBin(at: "D1"), code: "SP101"),
        PlainLineCase(name: "out of its bin", line: #"{"from_bin_id": "BIN"}"#, before: inBin(at: "D1")),
        PlainLineCase(
            name: "out of its bin to another place", kind: "transfer", purpose: "relocation",
            line: #"{"from_bin_id": "BIN", "to_place_id": "D2"}"#, before: inBin(at: "D1")),
        PlainLineCase(
            name: "to where some of it lies in a bin", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D2"}"#,
            before: "SELECT public.try_post('keeper1', 'transfer', 'relocation', 'LOT', '{\"to_place_id\": \"D2\"}');"
                + inBin(at: "D2") + " AND place_id = (SELECT place_id FROM place WHERE code = 'D2')"),
        PlainLineCase(
            name: "out of a bin of another place", line: #"{"from_bin_id": "BIN"}"#, before: inBin(at: "D2") + " AND false", code: "SP620"),
        PlainLineCase(
            name: "out of a bin where it does not lie", line: #"{"from_bin_id": "BIN"}"#, before: inBin(at: "D1") + " AND false",
            code: "SP101"),
        PlainLineCase(name: "to another place", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D2"}"#),
        PlainLineCase(
            name: "to itself", kind: "transfer", purpose: "relocation", line: #"{"to_place_id": "D1"}"#, code: "SP603"),
        PlainLineCase(name: "to nowhere", kind: "transfer", purpose: "relocation", code: "SP603"),
        PlainLineCase(name: "an issue to another place leaves where it lies", line: #"{"to_place_id": "D2"}"#),
        PlainLineCase(name: "a reason is owed", purpose: "donation", isPlain: false, code: "SP613"),
        PlainLineCase(name: "a reason is given", purpose: "donation", header: #"{"reason": "flood", "reference": "R"}"#, isPlain: false),
        PlainLineCase(name: "a purpose nobody knows", purpose: "fun", isPlain: false, code: "SP601"),
        PlainLineCase(name: "by one who may not", login: "auditor1", isPlain: false, code: "SP401"),
    ]

    private static func dated(_ column: String, _ days: Int) -> String {
        "UPDATE lot SET \(column) = (now() AT TIME ZONE 'Asia/Shanghai')::date + \(days) WHERE lot_number = 'LOT'"
    }

    /// All of the lot lies in a bin of its own at a place.
    private static func inBin(at place: String) -> String {
        "INSERT INTO bin (place_id, code) SELECT place_id, 'LOT' FROM place WHERE code = '\(place)';"
            + lying("bin_id = (SELECT bin_id FROM bin WHERE code = 'LOT')")
    }

    /// Where and how all of the lot lies is changed.
    private static func lying(_ change: String) -> String {
        "UPDATE stock_account SET \(change) WHERE is_stock AND lot_id = (SELECT lot_id FROM lot WHERE lot_number = 'LOT')"
    }
}
