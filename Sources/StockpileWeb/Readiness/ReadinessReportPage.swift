internal import Mustache
package import StockpileModel
internal import StockpileOperations

/// The readiness report as one self-contained page to print on A4, the verdict first, with room for three signatures.
package enum ReadinessReportPage {
    /// Shape:  HTML with its charts inside; whatever the report holds is written as text, never as markup.
    /// Errors: none that a report can cause.
    package static func html(_ report: JSONValue, _ language: Language) throws -> String {
        try MustacheTemplate(string: template).render(content(report, language))
    }

    private static let known = [
        "level", "scenario_name", "on", "until", "standard", "standard_version", "rule_version", "position", "unsealed", "frozen_by_name",
        "frozen_at",
    ]

    private static func content(_ report: JSONValue, _ language: Language) -> [String: Any] {
        func fact(_ key: String) -> [String: String] { ["word": Terms.word(key, language), "value": PageText.of(report, key, language)] }
        let number = report[key: "number"]?.text
        return [
            "language": language == .zh ? "zh-CN" : "en", "district": PageText.of(report, "district_name", language),
            "title": language("应急储备充足度报告", "Readiness of the emergency reserve"),
            "number": number ?? language("未留存，仅供参考", "not frozen, for information"),
            "verdict": verdict(report, language), "verdictClass": report[key: "verdict"]?.text ?? "",
            "facts": known.map(fact),
            "sections": sections(report, language).map(\.content),
            "seals": ["head", "sha256"].filter { report[key: $0]?.text != nil }.map(fact),
            "check": number.map { language("日后核对：", "To check it later: ") + "stockpile readiness report verify \($0)" } ?? "",
            "signatures": [language("编制", "Made by"), language("复核", "Checked by"), language("批准", "Approved by")].map {
                ["word": $0, "date": language("日期", "Date")]
            },
        ]
    }

    private static func verdict(_ report: JSONValue, _ language: Language) -> String {
        let level = report[key: "level"]?.text ?? "", short = report[key: "short"]?.integer ?? 0
        let verdict = Terms.choice(report[key: "verdict"]?.text ?? "", language)
        let name = PageText.of(report, "scenario_name", language), until = report[key: "until"]?.text ?? ""
        let head = language("\(level) 级响应，\(name)：\(verdict)", "Level \(level) response, \(name): \(verdict)")
        let lines = short > 0 ? language("，不足 \(short) 行", ", \(short) lines short") : ""
        guard let day = report[key: "first_short_on"]?.text else {
            return head + lines + language("；到 \(until) 不会低于标准。", "; not below the standard up to \(until).")
        }
        let isToday = day == report[key: "on"]?.text
        return head + lines
            + (isToday
                ? language("；当日即低于标准。", "; below the standard from the first day on.")
                : language("；若不补充，\(day) 起低于标准。", "; below the standard from \(day) on if nothing is done."))
    }

    private static func sections(_ report: JSONValue, _ language: Language) -> [ReportSection] {
        let check = report[key: "check"] ?? .null, forecast = report[key: "forecast"] ?? .null
        let found = [categories(check, forecast, language), shortLines(check, language)] + aboveMax(check, language)
        return found + [
            leftOut(check, language), layers(report[key: "layers"]?.array ?? [], language), coverage(check, language),
            outlook(forecast, language),
            weakest(report[key: "stress"] ?? .null, language), beside(check, language), triggers(check, language), sources(check, language),
        ]
    }

    private static func categories(_ check: JSONValue, _ forecast: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("一、各类结论", "1. Categories"))
        let days = Dictionary(
            (forecast[key: "categories"]?.array ?? []).map { ($0[key: "category"], $0[key: "first_short_on"]) }
        ) { first, _ in first }
        let rows = (check[key: "categories"]?.array ?? []).map { category in
            let day = days[category[key: "category"]] ?? nil
            return JSONValue.object((category.members ?? []) + [JSONMember("first_short_on", day ?? .null)])
        }
        section.table(rows, ["category_name", "lines", "short", "verdict", "first_short_on"], language)
        return section
    }

    private static func shortLines(_ check: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("二、不足的物资", "2. What is short"))
        let short = (check[key: "lines"]?.array ?? []).filter { ($0[key: "gap"]?.integer ?? 0) > 0 }
        let isByTown = short.contains { !($0[key: "towns"]?.array ?? []).isEmpty }
        let columns = ["category_name", "item_name", "required", "covered", "gap", "base_unit", "within_hours"]
        section.table(short.map(\.withRequiredRange.withShortTowns), columns + (isByTown ? ["short_towns"] : []), language)
        return section
    }

    /// Lines of which own stock is more than the most that is asked for.
    private static func aboveMax(_ check: JSONValue, _ language: Language) -> [ReportSection] {
        let above = check.linesAboveMax
        guard !above.isEmpty else { return [] }
        var section = ReportSection(language("超出上限（不是缺口）", "More than the most that is asked for (not short)"))
        section.table(above, ["category_name", "item_name", "required", "physical", "entrusted", "above_max", "base_unit"], language)
        return [section]
    }

    private static func leftOut(_ check: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("三、未计入及原因", "3. What is left out, and why"))
        let lines = (check[key: "lines"]?.array ?? []).filter { !($0[key: "excluded"]?.array ?? []).isEmpty }
        section.table(lines, ["category_name", "item_name", "excluded", "base_unit"], language)
        return section
    }

    /// Stock and promises in layers of their own; a layer that gives nothing by any hour is left out.
    private static func layers(_ layers: [JSONValue], _ language: Language) -> ReportSection {
        var section = ReportSection(language("四、各时限可到数量（分层）", "4. What can be there by which hour, in layers"))
        section.notes = [
            language(
                "实物、代储、协议、产能、跨区域支援分层列示，互不相加；同一批物资可能同时为几行所用。",
                "Stock, entrusted stock, agreements, capacity and mutual aid side by side, never added up; several lines may want the same."
            )
        ]
        let hours = Set(layers.compactMap { $0[key: "hours"]?.integer }).sorted()
        section.columns = ["category_name", "item_name"].map { Terms.word($0, language) } + [language("供应形式", "Form of supply")]
        section.columns += hours.map { "\($0) h" } + [Terms.word("base_unit", language)]
        for first in stride(from: 0, to: layers.count, by: max(hours.count, 1)) {
            let line = layers[first..<min(first + hours.count, layers.count)]
            for kind in SupplyKind.allCases.map(\.rawValue) {
                let figures = line.map { $0[key: kind]?.integer ?? 0 }
                guard figures.contains(where: { $0 > 0 }) else { continue }
                let names = ["category_name", "item_name"].map { ReportCell(layers[first], $0, language) }
                section.rows.append(
                    names + [ReportCell(Terms.word(kind, language))] + figures.map { ReportCell(String($0), isFigure: true) }
                        + [ReportCell(layers[first], "base_unit", language)])
            }
        }
        return section
    }

    private static func coverage(_ check: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("五、各时限可保障程度", "5. Covered by which hour"))
        section.pictures = CoverageChart.pictures(check, language)
        return section
    }

    private static func outlook(_ forecast: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("六、若不补充的走势", "6. If nothing is done"))
        section.notes = [
            language(
                "逐日计入：批次到期、养护到期、协议起止、核查过久、预留与借用到期。",
                "Counted day by day: lots, care, agreements, ageing proofs, orders and loans coming due.")
        ]
        if let day = forecast[key: "standard_changes_on"]?.text {
            section.notes.append(
                language("\(day) 起施行新版标准，走势未计入。", "A newer version of the standard holds from \(day) on; it is not looked at here."))
        }
        section.pictures = ForecastChart.pictures(forecast, language)
        return section
    }

    private static func weakest(_ stress: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("七、最薄弱处", "7. The weakest points"))
        let tried = stress[key: "tried"]?.integer ?? 0
        section.notes = [
            language(
                "逐一假定失去一库、一路、一企、一邻区，共 \(tried) 项。",
                "\(tried) single losses were tried: places, roads, companies, neighbours.")
        ]
        let keys = ["rank", "loss_kind", "loss_name", "turned_short", "covered_less", "lost_permille"]
        section.table(stress[key: "losses"]?.array ?? [], keys, language)
        return section
    }

    private static func beside(_ check: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("八、参考（不计入结论）", "8. Beside the reserves (no verdict rests on it)"))
        let keys = ["layer", "company_name", "place_name", "item_name", "quantity", "base_unit"]
        section.table(check[key: "advisory"]?.array ?? [], keys, language)
        return section
    }

    private static func triggers(_ check: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("九、该情景在各预案中的响应等级", "9. The level this scenario starts under each plan"))
        section.table(check[key: "triggers"]?.array ?? [], ["plan", "plan_year", "jurisdiction", "level", "is_at_least"], language)
        return section
    }

    private static func sources(_ check: JSONValue, _ language: Language) -> ReportSection {
        var section = ReportSection(language("十、依据", "10. What it rests on"))
        let standard = "\(PageText.of(check, "standard_name", language))（\(check[key: "standard"]?.text ?? "")）"
        let version = check[key: "standard_version"]?.integer ?? 0
        section.notes = [language("标准：\(standard) 第 \(version) 版", "Standard: \(standard), version \(version)")]
        if let rule = check[key: "rule_version"]?.integer {
            let told = "\(check[key: "rule_name"]?.text ?? "") \(check[key: "rule_source"]?.text ?? "")"
            section.notes.append(language("可信度规则：第 \(rule) 版 \(told)", "Rule of confidence: version \(rule), \(told)"))
        }
        let lines = check[key: "lines"]?.array ?? []
        let counts = Dictionary(grouping: lines, by: { $0[key: "source"]?.text ?? "" }).mapValues { Int64($0.count) }
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { source, count -> JSONValue in
            ["source": .text(source), "lines": .integer(count)]
        }
        section.table(rows, ["source", "lines"], language)
        return section
    }
}
