import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A plain line is posted in a way of its own, and comes to the same as any other", .serialized)
struct PlainLineTests {
    /// `try_post` answers the refusal, or what was written of the lot, without identifiers and times. One way is by values, the other as a
    /// document; whatever goes the way of every other document is counted.
    private static let functions = """
        CREATE SEQUENCE public.counted;
        GRANT ALL ON SEQUENCE public.counted TO PUBLIC;
        ALTER FUNCTION stockpile.post_claimed_document RENAME TO kept_claimed_document;
        CREATE FUNCTION stockpile.post_claimed_document(p_document jsonb, p_document_id bigint, p_holds_nothing boolean) RETURNS jsonb
        LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM nextval('public.counted');
            RETURN stockpile.kept_claimed_document(p_document, p_document_id, p_holds_nothing);
        END $$;
        ALTER FUNCTION stockpile.post_claimed_document OWNER TO stockpile_owner;
        CREATE FUNCTION public.try_post(p_login text, p_kind text, p_purpose text, p_lot text, p_line jsonb DEFAULT '{}',
            p_header jsonb DEFAULT '{}', p_is_by_values boolean DEFAULT true) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
            v_d1 bigint := (SELECT place_id FROM stockpile.place WHERE code = 'D1');
            v_d2 bigint := (SELECT place_id FROM stockpile.place WHERE code = 'D2');
            v_own bigint := (SELECT owner_id FROM stockpile.stock_owner WHERE code = 'own');
            v_city bigint := (SELECT owner_id FROM stockpile.stock_owner WHERE code = 'city');
            v_line jsonb := jsonb_build_object('line_no', 1, 'lot_id', (SELECT lot_id FROM stockpile.lot WHERE lot_number = p_lot),
                    'quantity', 5, 'from_owner_id', v_own, 'to_owner_id', v_own)
                || replace(replace(replace(replace(p_line::text, '"D1"', v_d1::text), '"D2"', v_d2::text), '"city"', v_city::text),
                    '"BIN"', coalesce((SELECT bin_id FROM stockpile.bin WHERE code = p_lot), 0)::text)::jsonb;
            v_person_id bigint := (SELECT person_id FROM stockpile.person WHERE login = p_login);
            v_detail text;
            v_answer jsonb;
        BEGIN
            IF p_is_by_values THEN
                v_answer := to_jsonb(stockpile.post_plain_line(gen_random_uuid()::text, 'h', p_kind, p_purpose, v_d1, v_person_id,
                    p_header ->> 'reference', p_header ->> 'remarks', p_header ->> 'reason', p_header ->> 'occasion',
                    (v_line ->> 'lot_id')::bigint, (v_line ->> 'quantity')::bigint, (v_line ->> 'from_owner_id')::bigint,
                    (v_line ->> 'from_bin_id')::bigint, (v_line ->> 'to_place_id')::bigint));
            ELSE
                v_answer := stockpile.post_document(jsonb_build_object('key', gen_random_uuid(), 'request_hash', 'h', 'kind', p_kind,
                    'purpose', p_purpose, 'place_id', v_d1, 'person_id', v_person_id, 'lines', jsonb_build_array(v_line)) || p_header);
            END IF;
            RETURN (SELECT v_answer - '{document_id,number,occurred_at,recorded_at}'::text[] || jsonb_build_object('is_as_written',
                    (document_id, number, occurred_at, recorded_at) = ((v_answer ->> 'document_id')::bigint, v_answer ->> 'number',
                        (v_answer ->> 'occurred_at')::timestamptz, (v_answer ->> 'recorded_at')::timestamptz))
                FROM stockpile.document ORDER BY document_id DESC LIMIT 1) || string_agg(concat_ws(' ',
                to_jsonb(movement)
                    - '{movement_id,document_id,lot_id,from_account_id,to_account_id,occurred_at,recorded_at}'::text[],
                to_jsonb(document) - '{document_id,number,occurred_at,recorded_at}'::text[],
                left(number, -6), document.occurred_at = document.recorded_at, movement.occurred_at = document.occurred_at,
                to_jsonb(giver) - '{account_id,lot_id,bin_id,last_occurred_at}'::text[],
                to_jsonb(taker) - '{account_id,lot_id,bin_id,last_occurred_at}'::text[],
                giver.bin_id IS NULL, taker.bin_id IS NULL, giver.last_occurred_at = taker.last_occurred_at,
                taker.last_occurred_at >= document.occurred_at),
                '; ' ORDER BY movement.movement_id)
            FROM stockpile.stock_movement AS movement JOIN stockpile.document USING (document_id) JOIN stockpile.lot USING (lot_id)
            JOIN stockpile.stock_account AS giver ON giver.account_id = movement.from_account_id
            JOIN stockpile.stock_account AS taker ON taker.account_id = movement.to_account_id
            WHERE lot.lot_number = p_lot AND document.kind <> 'receipt';
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
            RETURN replace(concat_ws(' ', SQLSTATE, SQLERRM, v_detail), p_lot, 'LOT');
        END $$;
        """

    /// What became of it, and whether it went the way of every other document.
    private func outcome(
        _ said: PlainLineCase, _ lot: String, isByValues: Bool, _ reserve: SmallReserve
    ) async throws -> (text: String, isCounted: Bool) {
        if !said.before.isEmpty {
            try await reserve.tamper("SET LOCAL search_path = stockpile, public; " + said.before.replacing("LOT", with: lot))
        }
        let row = try await reserve.sql(
            """
            SELECT coalesce(pg_sequence_last_value('public.counted'), 0) AS before,
                public.try_post(\(said.login), \(said.kind), \(said.purpose), \(lot), \(said.line)::jsonb, \(said.header)::jsonb,
                    \(isByValues)) AS text,
                coalesce(pg_sequence_last_value('public.counted'), 0) AS after
            """)[0]
        return (try row.get("text"), try row.get("after") as Int64 > row.get("before"))
    }

    @Test func `posted either way it writes the same, or is refused in the same words`() async throws {
        try await SmallReserve.run { reserve in
            for number in PlainLineCase.all.indices {
                for way in ["PLAIN", "LONG"] { try await reserve.receive("quilt", 20, lot: "\(way)\(number)") }
            }
            // A value that is no multiple of the quantity.
            try await reserve.tamper("UPDATE stockpile.stock_account SET value_fen = value_fen + 7 * sign(quantity)")
            try await reserve.tamper(Self.functions)
            for (number, said) in PlainLineCase.all.enumerated() {
                let plain = try await outcome(said, "PLAIN\(number)", isByValues: true, reserve)
                let long = try await outcome(said, "LONG\(number)", isByValues: false, reserve)
                #expect(plain.text.hasPrefix(said.code ?? #"{"replayed": false, "is_as_written": true}"#), "\(said.name): \(plain.text)")
                #expect(long.text == plain.text, "\(said.name)")
                #expect(plain.isCounted == (said.code != nil || !said.isPlain), "\(said.name)")
                #expect(long.isCounted, "\(said.name)")
            }
        }
    }

    @Test func `a key is one key, whichever way it is posted`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "A")
            func post(hash: String, isByValues: Bool) async throws -> (number: String, isReplayed: Bool) {
                let byValues: SQL = """
                    to_jsonb(stockpile.post_plain_line('one', \(hash), 'issue', 'use', place_id, person_id, NULL, NULL, NULL, NULL,
                        lot_id, 5, owner_id, NULL, NULL))
                    """
                let asDocument: SQL = """
                    stockpile.post_document(jsonb_build_object('key', 'one', 'request_hash', \(hash)::text, 'kind', 'issue',
                        'purpose', 'use', 'place_id', place_id, 'person_id', person_id, 'lines', jsonb_build_array(jsonb_build_object(
                            'line_no', 1, 'lot_id', lot_id, 'quantity', 5, 'from_owner_id', owner_id, 'to_owner_id', owner_id))))
                    """
                let row = try await reserve.sql(
                    """
                    SELECT answer ->> 'number' AS number, (answer ->> 'replayed')::boolean AS replayed
                    FROM (SELECT \(isByValues ? byValues : asDocument) AS answer
                        FROM stockpile.place, stockpile.person, stockpile.lot, stockpile.stock_owner
                        WHERE place.code = 'D1' AND login = 'keeper1' AND lot_number = 'A' AND stock_owner.code = 'own' OFFSET 0) AS posting
                    """)[0]
                return (try row.get("number"), try row.get("replayed"))
            }
            let first = try await post(hash: "h", isByValues: true)
            #expect(!first.isReplayed)
            for isByValues in [true, false] {
                let again = try await post(hash: "h", isByValues: isByValues)
                #expect(again.isReplayed && again.number == first.number)
                let error = await #expect(throws: PostgresError.self) { _ = try await post(hash: "another", isByValues: isByValues) }
                #expect(error?.sqlState == "SP202")
            }
        }
    }

    @Test(arguments: [true, false])
    func `of two that are the first of their place at once each has a number of its own, and none is left out`(commits: Bool) async throws {
        try await SmallReserve.run { reserve in
            for lot in ["A", "B"] { try await reserve.receive("quilt", 20, lot: lot) }
            var waiting: Task<PostedDocument, any Error>?
            try await reserve.whileIssueIsOpen(of: "A", commits: commits) {
                waiting = Task { try await reserve.issue("quilt", 5, lot: "B") }
                try await reserve.untilSomebodyWaits()
            }
            let second = try #require(try await waiting?.value)
            #expect(second.number.hasSuffix(commits ? "-000002" : "-000001"))
            #expect(try await reserve.issue("quilt", 1, lot: "B").number.hasSuffix(commits ? "-000003" : "-000002"))
        }
    }

    @Test(arguments: [true, false])
    func `two that send the same goods to a place that had none add up, also when the first is undone`(commits: Bool) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "A")
            _ = try await reserve.transfer("quilt", 8, from: "D1", to: "D2", lot: "A")
            var waiting: Task<PostedDocument, any Error>?
            let opening: SQL = """
                SELECT stockpile.post_plain_line('first', 'h', 'transfer', 'relocation', account.place_id, person_id, NULL, NULL, NULL,
                    NULL, lot_id, 5, account.owner_id, NULL, target.place_id) AS answer
                FROM stockpile.stock_account AS account, stockpile.person, stockpile.place AS source, stockpile.place AS target
                WHERE account.kind = 'stock' AND source.place_id = account.place_id AND source.code = 'D1' AND target.code = 'S1'
                  AND login = 'keeper1'
                """
            try await reserve.whileOpen(opening, commits: commits) {
                waiting = Task { try await reserve.transfer("quilt", 3, from: "D2", to: "S1", lot: "A") }
                try await reserve.untilSomebodyWaits()
            }
            _ = try #require(try await waiting?.value)
            #expect(
                try await reserve.balances() == [
                    "A D1 stock free": commits ? 7 : 12, "A D2 stock free": 5, "A S1 stock free": commits ? 8 : 3,
                ])
            try await reserve.isWhole()
        }
    }

    @Test func `these purposes are plain`() async throws {
        try await SmallReserve.run { reserve in
            let plain = try await reserve.sql(
                "SELECT kind || ' ' || purpose AS name FROM stockpile.document_purpose WHERE is_plain AND guards = '{}' ORDER BY 1")
            #expect(
                try plain.map { try $0.get("name") as String } == ["issue rotation", "issue sample", "issue use", "transfer relocation"])
        }
    }
}
