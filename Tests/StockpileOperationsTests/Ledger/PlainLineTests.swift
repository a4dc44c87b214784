import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A plain line is posted in a way of its own, and comes to the same as any other", .serialized)
struct PlainLineTests {
    /// `try_post` answers the refusal, or what was written of the lot, without identifiers and times.
    private static let functions = """
        CREATE SEQUENCE public.counted;
        GRANT ALL ON SEQUENCE public.counted TO PUBLIC;
        CREATE FUNCTION public.try_post(p_login text, p_kind text, p_purpose text, p_lot text, p_line jsonb DEFAULT '{}',
            p_header jsonb DEFAULT '{}', p_lines bigint DEFAULT 1) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
            v_d1 bigint := (SELECT place_id FROM stockpile.place WHERE code = 'D1');
            v_d2 bigint := (SELECT place_id FROM stockpile.place WHERE code = 'D2');
            v_own bigint := (SELECT owner_id FROM stockpile.stock_owner WHERE code = 'own');
            v_city bigint := (SELECT owner_id FROM stockpile.stock_owner WHERE code = 'city');
            v_line jsonb := replace(replace(replace(p_line::text, '"D1"', v_d1::text), '"D2"', v_d2::text), '"city"', v_city::text);
            v_detail text;
            v_answer jsonb;
        BEGIN
            SELECT stockpile.post_document(jsonb_build_object('key', gen_random_uuid(), 'request_hash', 'h', 'kind', p_kind,
                'purpose', p_purpose, 'place_id', v_d1, 'person_id', person.person_id) || p_header
                || jsonb_build_object('lines', (SELECT jsonb_agg(jsonb_build_object('line_no', line_no, 'lot_id', lot.lot_id,
                    'quantity', 5, 'from_owner_id', v_own, 'to_owner_id', v_own) || v_line) FROM generate_series(1, p_lines) AS line_no)))
            INTO v_answer
            FROM stockpile.lot, stockpile.person WHERE lot.lot_number = p_lot AND person.login = p_login;
            RETURN (SELECT v_answer - '{document_id,number,occurred_at,recorded_at}'::text[] || jsonb_build_object('is_as_written',
                    (document_id, number, occurred_at, recorded_at) = ((v_answer ->> 'document_id')::bigint, v_answer ->> 'number',
                        (v_answer ->> 'occurred_at')::timestamptz, (v_answer ->> 'recorded_at')::timestamptz))
                FROM stockpile.document ORDER BY document_id DESC LIMIT 1) || string_agg(concat_ws(' ',
                to_jsonb(movement)
                    - '{movement_id,document_id,lot_id,from_account_id,to_account_id,occurred_at,recorded_at}'::text[],
                to_jsonb(document) - '{document_id,number,occurred_at,recorded_at}'::text[],
                left(number, -6), document.occurred_at = document.recorded_at, movement.occurred_at = document.occurred_at,
                to_jsonb(giver) - '{account_id,lot_id,last_occurred_at}'::text[],
                to_jsonb(taker) - '{account_id,lot_id,last_occurred_at}'::text[],
                giver.last_occurred_at = taker.last_occurred_at, taker.last_occurred_at >= document.occurred_at),
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

    private static let parameters = """
        p_document jsonb, p_document_id bigint, p_purpose stockpile.document_purpose, p_zone text, p_lot_id bigint, p_quantity bigint,
        p_owner_id bigint, p_place_id bigint, p_to_place_id bigint
        """

    /// Counts how often the function for plain lines posted one.
    private static let counted = """
        ALTER FUNCTION stockpile.post_plain_line RENAME TO kept_plain_line;
        CREATE FUNCTION stockpile.post_plain_line(\(parameters)) RETURNS jsonb LANGUAGE plpgsql AS $$
        DECLARE
            v_answer jsonb := stockpile.kept_plain_line(p_document, p_document_id, p_purpose, p_zone, p_lot_id, p_quantity, p_owner_id,
                p_place_id, p_to_place_id);
        BEGIN
            PERFORM nextval('public.counted') WHERE v_answer IS NOT NULL;
            RETURN v_answer;
        END $$;
        ALTER FUNCTION stockpile.post_plain_line OWNER TO stockpile_owner;
        """

    /// Leaves every line to the others, and counts how often it was asked.
    private static let longWay = """
        CREATE OR REPLACE FUNCTION stockpile.post_plain_line(\(parameters)) RETURNS jsonb LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM nextval('public.counted');
            RETURN NULL;
        END $$;
        """

    /// What became of it, and whether the function for plain lines counted it.
    private func outcome(_ said: PlainLineCase, _ lot: String, _ reserve: SmallReserve) async throws -> (text: String, isCounted: Bool) {
        if !said.before.isEmpty {
            try await reserve.tamper("SET LOCAL search_path = stockpile, public; " + said.before.replacing("LOT", with: lot))
        }
        let row = try await reserve.sql(
            """
            SELECT coalesce(pg_sequence_last_value('public.counted'), 0) AS before,
                public.try_post(\(said.login), \(said.kind), \(said.purpose), \(lot), \(said.line)::jsonb, \(said.header)::jsonb,
                    \(said.lines)) AS text,
                coalesce(pg_sequence_last_value('public.counted'), 0) AS after
            """)[0]
        return (try row.get("text"), try row.get("after") as Int64 > row.get("before"))
    }

    @Test func `posted either way it writes the same, or is refused in the same words`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.tamper(Self.functions)
            for number in PlainLineCase.all.indices {
                for way in ["PLAIN", "LONG"] { try await reserve.receive("quilt", 20, lot: "\(way)\(number)") }
            }
            // A value that is no multiple of the quantity.
            try await reserve.tamper("UPDATE stockpile.stock_account SET value_fen = value_fen + 7 * sign(quantity)")
            try await reserve.tamper(Self.counted)
            var plain: [String] = []
            for (number, said) in PlainLineCase.all.enumerated() {
                let posted = try await outcome(said, "PLAIN\(number)", reserve)
                #expect(posted.text.hasPrefix(said.code ?? #"{"replayed": false, "is_as_written": true}"#), "\(said.name): \(posted.text)")
                #expect(posted.isCounted == (said.isPlain && said.code == nil), "\(said.name)")
                plain.append(posted.text)
            }
            try await reserve.tamper(Self.longWay)
            for (number, said) in PlainLineCase.all.enumerated() {
                let long = try await outcome(said, "LONG\(number)", reserve)
                #expect(long.text == plain[number], "\(said.name)")
                #expect(long.isCounted == said.isPlain, "\(said.name)")
            }
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
