extension ReadinessReportPage {
    static let template = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <title>{{district}} {{title}} {{number}}</title>
        <style>
        @page { size: A4; margin: 15mm; }
        body { font: 10pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #000; margin: 0 auto; max-width: 180mm; }
        h1 { font-size: 16pt; text-align: center; margin: 0; }
        h2 { font-size: 12pt; margin: 1.5em 0 0.3em; page-break-after: avoid; }
        p { margin: 0.3em 0; }
        section > p { page-break-after: avoid; }
        .number { text-align: center; margin-bottom: 1em; }
        .verdict { border: 1.5pt solid #000; padding: 6pt 10pt; font-size: 13pt; font-weight: bold; }
        .verdict.short { border-width: 3pt; }
        .facts span { margin-right: 2em; white-space: nowrap; }
        table { border-collapse: collapse; width: 100%; margin: 0.5em 0; }
        thead { display: table-header-group; }
        tr, figure, .signatures { page-break-inside: avoid; }
        th, td { border: 0.5pt solid #000; padding: 1pt 4pt; text-align: left; }
        td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        figure { margin: 0.5em 0; }
        figure svg { width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        .seal { font-family: monospace; overflow-wrap: anywhere; }
        .signatures { display: flex; gap: 2em; margin-top: 3em; }
        .signatures div { flex: 1; border-top: 0.5pt solid #000; padding-top: 4pt; }
        .signatures span { float: right; margin-right: 4em; }
        </style>
        </head>
        <body>
        <h1>{{district}} {{title}}</h1>
        <p class="number">{{number}}</p>
        <p class="verdict {{verdictClass}}">{{verdict}}</p>
        <p class="facts">{{#facts}}<span>{{word}}: {{value}}</span> {{/facts}}</p>
        {{#sections}}
        <section>
        <h2>{{title}}</h2>
        {{#notes}}<p>{{.}}</p>{{/notes}}
        {{#pictures}}<figure>{{{svg}}}</figure>{{/pictures}}
        {{#tables}}
        <table>
        <thead><tr>{{#columns}}<th>{{.}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr>{{#cells}}<td class="{{class}}">{{text}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        {{/tables}}
        </section>
        {{/sections}}
        {{#seals}}<p>{{word}}: <span class="seal">{{value}}</span></p>{{/seals}}
        <p class="seal">{{check}}</p>
        <div class="signatures">{{#signatures}}<div>{{word}}<span>{{date}}</span></div>{{/signatures}}</div>
        </body>
        </html>

        """
}
