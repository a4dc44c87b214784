internal import Mustache
package import StockpileModel

/// The close sheet of a month as one self-contained page to print on A4, with room for two signatures.
package enum CloseSheetPage {
    /// Shape:  HTML; whatever the sheet holds is written as text, never as markup.
    /// Errors: none that a sheet can cause.
    package static func html(_ sheet: JSONValue, _ language: Language) throws -> String {
        try MustacheTemplate(string: template).render(content(sheet, language))
    }

    private static let figures = ["opening", "in", "out", "closing"].flatMap { ["\($0)_quantity", "\($0)_value_fen"] }

    private static func content(_ sheet: JSONValue, _ language: Language) -> [String: Any] {
        func facts(_ keys: [String]) -> [[String: String]] {
            keys.map { ["word": Terms.word($0, language), "value": PageText.of(sheet, $0, language)] }
        }
        return [
            "language": language == .zh ? "zh-CN" : "en",
            "title": language("结账单", "Close sheet"), "period": sheet[key: "period"]?.shown ?? "",
            "district": PageText.of(sheet, "district_name", language),
            "facts": facts(["closing_by_name", "closing_at", "closed_by_name", "closed_at", "position", "block_no"]),
            "headWord": Terms.word("head", language), "head": sheet[key: "head"]?.text ?? language("（无）", "(none)"),
            "check": language("日后核对：", "To check it later: "),
            "columns": (["category_name"] + figures).map { Terms.word($0, language) },
            "totals": table(sheet[key: "totals"]?.array ?? [], ["category_name"], language),
            "placeColumns": (["place_name", "category_name"] + figures).map { Terms.word($0, language) },
            "rows": table(sheet[key: "rows"]?.array ?? [], ["place_name", "category_name"], language),
            "signatures": [language("经办（发起结账）", "Begun by"), language("复核（确认结账）", "Confirmed by")].map {
                ["word": $0, "date": language("日期", "Date")]
            },
        ]
    }

    private static func table(_ rows: [JSONValue], _ names: [String], _ language: Language) -> [[String: [String]]] {
        rows.map { row in
            let transit = row[key: "is_in_transit"] == .bool(true) ? language("（在途）", " (in transit)") : ""
            return [
                "names": names.enumerated().map { PageText.of(row, $1, language) + ($0 == 0 ? transit : "") },
                "figures": figures.map { PageText.of(row, $0, language) },
            ]
        }
    }

    private static let template = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <title>{{district}} {{title}} {{period}}</title>
        <style>
        @page { size: A4 landscape; margin: 15mm; }
        body { font: 10pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #000; margin: 2em; }
        h1 { font-size: 16pt; text-align: center; margin: 0 0 1em; }
        table { border-collapse: collapse; width: 100%; margin: 1em 0; }
        thead { display: table-header-group; }
        tr { page-break-inside: avoid; }
        th, td { border: 0.5pt solid #000; padding: 2pt 4pt; text-align: left; }
        td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .facts span { margin-right: 2em; white-space: nowrap; }
        .head { font-family: monospace; overflow-wrap: anywhere; }
        .signatures { display: flex; gap: 4em; margin-top: 3em; page-break-inside: avoid; }
        .signatures div { flex: 1; border-top: 0.5pt solid #000; padding-top: 4pt; }
        .signatures span { float: right; margin-right: 6em; }
        </style>
        </head>
        <body>
        <h1>{{district}} {{title}} {{period}}</h1>
        <p class="facts">{{#facts}}<span>{{word}}: {{value}}</span> {{/facts}}</p>
        <p>{{headWord}}: <span class="head">{{head}}</span><br>
        {{check}}<code class="head">stockpile ledger verify --head {{head}}</code></p>
        <table>
        <thead><tr>{{#columns}}<th>{{.}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#totals}}
        <tr>{{#names}}<td>{{.}}</td>{{/names}}{{#figures}}<td class="figure">{{.}}</td>{{/figures}}</tr>
        {{/totals}}
        </tbody>
        </table>
        <table>
        <thead><tr>{{#placeColumns}}<th>{{.}}</th>{{/placeColumns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr>{{#names}}<td>{{.}}</td>{{/names}}{{#figures}}<td class="figure">{{.}}</td>{{/figures}}</tr>
        {{/rows}}
        </tbody>
        </table>
        <div class="signatures">{{#signatures}}<div>{{word}}<span>{{date}}</span></div>{{/signatures}}</div>
        </body>
        </html>

        """
}
