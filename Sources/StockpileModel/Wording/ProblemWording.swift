extension FieldProblem {
    /// The problem in words, without its place.
    package func wording(_ language: Language) -> String {
        let value = shown("value")
        if let reason = detail["reason"], let words = reasonWording(reason, value, language) { return words }
        switch code {
        case .fileMissing: return language("缺少文件", "the file is missing")
        case .fileUnreadable: return language("文件无法读取", "the file cannot be read") + tail(language)
        case .columnMissing: return language("缺少列 \(field ?? value)", "the column \(field ?? value) is missing")
        case .columnUnknown: return language("不认识的列 \(value)", "unknown column \(value)")
        case .cellsWrongCount: return language("单元格数与表头不符", "the number of cells differs from the header") + tail(language)
        case .required: return language("必填", "is required") + choices(language)
        case .notANumber: return language("不是数字：\(value)", "not a number: \(value)") + tail(language)
        case .outOfRange: return language("超出范围：\(value)", "out of range: \(value)") + tail(language)
        case .notADate: return language("不是日期：\(value)", "not a date: \(value)") + tail(language)
        case .notAChoice: return language("不是可选值：\(value)", "not one of the choices: \(value)") + choices(language)
        case .notACode: return language("不是有效代码：\(value)", "not a valid code: \(value)") + tail(language)
        case .unknownCode: return language("没有这个代码：\(value)", "nothing has this code: \(value)")
        case .duplicate:
            let first = shown("first")
            return language("重复：\(value)", "twice: \(value)")
                + (first.isEmpty ? tail(language) : language("（首次见于 \(first)）", " (first at \(first))"))
        case .contradiction: return language("前后矛盾：\(value)", "contradiction: \(value)") + tail(language)
        case .notAllowed: return language("不允许：\(value)", "not allowed: \(value)") + tail(language)
        }
    }

    private func shown(_ key: String) -> String { (detail[key] ?? "").visible }

    /// What would be right, or only how it may look.
    private func tail(_ language: Language) -> String {
        let (expected, example) = (shown("expected"), shown("example"))
        if !expected.isEmpty { return language("（应为 \(expected)）", " (expected: \(expected))") }
        return example.isEmpty ? choices(language) : language("（例如 \(example)）", " (for example \(example))")
    }

    private func choices(_ language: Language) -> String {
        let choices = shown("choices").isEmpty && code == .notAChoice ? shown("expected") : shown("choices")
        if choices.isEmpty, code == .notAChoice, !shown("example").isEmpty {
            return language("（例如 \(shown("example"))）", " (for example \(shown("example")))")
        }
        return choices.isEmpty ? "" : language("（可选：\(choices)）", " (choices: \(choices))")
    }

    /// The words of a problem whose reason says more than its code; nil where the code says it all.
    private func reasonWording(_ reason: String, _ value: String, _ language: Language) -> String? {
        let expected = shown("expected")
        switch reason {
        case "with_file":
            return language("不能与 --file 同用：请写在文件的相应列中", "cannot be given together with --file: write it in a column of the file")
        case "private_only":
            return language("此命令只管本机私有数据库，不能用于其他数据库", "this command is about the private database only, never about another")
        case "not_a_connection_string": return language("不是有效的数据库连接串", "not a connection string")
        case "either_or": return language("\(value) 与 \(expected) 只能写一个", "give either \(value) or \(expected), not both")
        case "order_picks":
            return language("指令按先到期先出自行选批次，不能指定批次", "an order picks its lots itself, first expired first out: none can be named")
        case "short_each": return language("少到须写品种和数量，如 \(expected)", "what is short needs item and quantity, such as \(expected)")
        case "name_units":
            return language(
                "\(value) 是一物一码：未到的用 order lost 或 order turn-back 写明序列号",
                "\(value) is kept by serial number: name the units that did not arrive with order lost or order turn-back")
        case "port_in_use": return language("\(value) 已被另一个程序占用", "\(value) is in use by another program")
        case "port_not_permitted": return language("无权监听 \(value)", "no permission to listen at \(value)")
        case "address_not_here": return language("\(value) 不是本机地址", "\(value) is no address of this machine")
        case "quantity_each":
            return language("多个地点须各写数量，如 \(expected)", "several places need a quantity each, such as \(expected)")
        case "same_place": return language("\(value) 就是移出地点，不能移到同一地点", "\(value) is the place it comes from: nothing moves to itself")
        case "past_day":
            return language(
                "\(value) 已过去：现有库存不能回答过去的某一天（应为 \(expected)）",
                "\(value) has passed: today's stock does not answer for a past day (expected: \(expected))")
        case "folder_not_empty":
            return language("文件夹中已有 \(value)：请另选空文件夹", "the folder holds \(value) already: choose an empty one")
        case "file_exists": return language("文件 \(value) 已存在：请另写文件名", "\(value) exists already: name another file")
        case "not_writable": return language("不能写入：\(value)", "cannot be written: \(value)")
        default: return textReason(reason, value, language) ?? dataReason(reason, value, language)
        }
    }

    private func textReason(_ reason: String, _ value: String, _ language: Language) -> String? {
        switch reason {
        case "too_long": return language("太长（\(shown("expected")) 个字符）：\(value)…", "too long (\(shown("expected")) characters): \(value)…")
        case "not_text": return language("含有不是 UTF-8 文字的字节：\(value)", "holds bytes that are no UTF-8 text: \(value)")
        case "control_characters": return language("含有控制字符：\(value)", "holds control characters: \(value)")
        case "no_lines": return language("文件中只有表头，没有数据行", "the file has a header and no lines")
        case "nul": return language("含有零字节，不是文本文件", "it holds zero bytes: this is no text file")
        case "utf16":
            return language(
                "像是没有标记的 UTF-16 编码：请另存为 UTF-8（CSV UTF-8）", "it looks like UTF-16 without a mark: save it as UTF-8 (CSV UTF-8)")
        case "quote": return language("引号不成对，或引号后还有文字", "a quote is not closed, or text follows one")
        case "bytes": return language("文字编码有误：既不是 UTF-8，也不是 GB18030（GBK）", "its encoding is neither UTF-8 nor GB18030 (GBK)")
        case "too_large": return language("文件太大（应为 \(shown("expected"))）", "the file is too large (expected: \(shown("expected")))")
        case "not_readable": return language("文件打不开", "the file cannot be opened")
        case "encoding_not_installed":
            return language("本机不能转换该编码：请另存为 UTF-8", "this machine cannot convert its encoding: save it as UTF-8")
        default: return nil
        }
    }

    /// What the database refuses in one of many documents, in the words it is refused by itself.
    private func ruleReason(_ language: Language) -> String? {
        guard let rule = RefusalCode(rawValue: shown("rule")) else { return nil }
        let wording = Refusal(rule, .object(detail.map { JSONMember($0.key, .text($0.value)) })).wording(language)
        return ([wording.title] + wording.lines.prefix(1)).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func dataReason(_ reason: String, _ value: String, _ language: Language) -> String? {
        let expected = shown("expected")
        switch reason {
        case "unknown_pack":
            return language("该品种没有包装 \(value)（已有：\(expected)）", "the item has no pack \(value) (known: \(expected))")
        case "not_even":
            return language(
                "\(value) \(shown("pack")) 换算成基本单位不能整除", "\(value) \(shown("pack")) do not come out even in base units")
        case "not_a_quantity": return language("数量应为正整数：\(value)", "a quantity is a whole number of at least 1: \(value)")
        case "lot_not_there":
            return language("\(expected) 没有该品种的批次 \(value)", "there is no lot \(value) of this item at \(expected)")
        case "lot_exists":
            return language("批次号 \(value) 已存在：请用新批次号，或留空由系统编号", "the lot \(value) exists already: give a new number, or none")
        case "other_form": return language("这种协议行没有此项", "a line of this form has no such figure")
        case "price_rule": return language("与定价方式不符：\(value)", "does not go with the price rule: \(value)")
        case "days_of_use":
            return language("按件数或按使用天数，二者只填其一", "in units or in days of use, not both")
        case "item_or_class":
            return language("品种和分类编码二者只填其一", "an item or a class, one of them")
        case "after_end": return language("\(value) 早于开始日（应为 \(expected)）", "\(value) is before it begins (expected: \(expected))")
        case "route_to_itself": return language("路线的两端是同一地点：\(value)", "the route leads from \(value) to itself")
        case "pack_is_base_unit": return language("包装与基本单位同名：\(value)", "the pack has the name of the base unit: \(value)")
        case "place_is_not_a_company_site": return language("\(value) 不是企业地点", "\(value) is not a company's site")
        case "site_of_another_company":
            return language("\(value) 属于另一企业（应属 \(expected)）", "\(value) is another company's site (expected: \(expected)'s)")
        case "category_not_of_item":
            return language("\(value) 不是该品种的储备类别（可选：\(expected)）", "\(value) is no category of this item (choices: \(expected))")
        case "driver_missing":
            return language("情景 \(value) 缺少需求因子 \(expected) 的数值", "the scenario \(value) has no figure for the driver \(expected)")
        case "town_driver_missing":
            return language(
                "情景 \(value) 缺少需求因子 \(expected) 在各镇街的数值", "the scenario \(value) has no figures by town for the driver \(expected)")
        case "town_figure_missing":
            return language("\(value) 缺少这些镇街的数值：\(expected)", "\(value) has no figure for these towns: \(expected)")
        case "town_figures_sum":
            return language("\(value) 不等于各镇街之和 \(expected)", "\(value) is not the sum of the towns, \(expected)")
        case "standard_without_lines":
            return language("第 \(value) 版没有任何标准行", "version \(value) has no line")
        case "document_without_lines": return language("单据没有明细行", "the document has no lines")
        case "rule": return ruleReason(language)
        case "bin_not_there":
            return language("\(expected) 没有货位 \(value)", "there is no bin \(value) at \(expected)")
        case "bin_retired":
            return language("货位 \(value) 已停用，不再放入", "the bin \(value) is retired: nothing more is put there")
        case "same_bin": return language("\(value) 就是移出货位", "\(value) is the bin it comes from")
        case "bin_needs_place": return language("\(value)：同一地点内移库须给出移入货位", "\(value): a move inside one place needs the bin to move to")
        case "serials_count":
            return language("序列号有 \(value) 个，应与数量相同：\(expected)", "\(value) serial numbers, but the quantity is \(expected)")
        case "not_serialised":
            return language("该品种不按序列号管理，不能填 \(value)", "the item is not kept by serial number: leave out \(value)")
        case "serial_in_stock":
            return language("序列号 \(value) 已在库：\(expected)", "the serial number \(value) is in stock already: \(expected)")
        case "dates": return language("日期前后矛盾：\(value)（应 \(expected)）", "the dates contradict each other: \(value) (has to be \(expected))")
        default: return nil
        }
    }
}
