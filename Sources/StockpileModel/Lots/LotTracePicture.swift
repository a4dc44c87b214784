extension LotTrace {
    /// The way of the goods as a picture (SVG) that needs nothing else: points in columns from left to right, arrows with quantities.
    ///
    /// Shape: a box for each point, whatever the number of documents; who was given goods is counted, not named.
    package func svg(_ language: Language) -> String {
        TracePicture(self, language).text
    }
}

private struct TracePicture {
    private struct Box {
        let point: LotTrace.Point
        let column: Int
        let row: Int
        let now: Int64
        let receivers: Int
        var x: Int { 30 + column * 330 }
        var y: Int { 90 + row * 96 }
    }

    private struct Arrow {
        let from: LotTrace.Point
        let to: LotTrace.Point
        var quantity: Int64
        var documents: Int
    }

    private static let (width, height) = (230, 68)

    private let trace: LotTrace
    private let language: Language
    private var boxes: [LotTrace.Point: Box] = [:]
    private var order: [LotTrace.Point] = []
    private var arrows: [Arrow] = []
    private let unit: String

    init(_ trace: LotTrace, _ language: Language) {
        self.trace = trace
        self.language = language
        unit = trace.asked?.json[key: "base_unit"]?.text ?? ""
        place()
        connect()
    }

    /// A point stands one column after the point from which goods first reached it.
    private mutating func place() {
        var receivers: [LotTrace.Point: Set<String>] = [:]
        for step in trace.steps { if let receiver = step.receiver { receivers[step.to, default: []].insert(receiver) } }
        let now = Dictionary(trace.points.map { ($0.point, $0.quantity) }) { first, _ in first }
        var rows: [Int] = []
        var open = trace.tree().map { ($0, 0) }
        while !open.isEmpty {
            let (branch, column) = open.removeFirst()
            let point = branch.point
            open += branch.branches.map { ($0, column + 1) }
            guard boxes[point] == nil else { continue }
            while rows.count <= column { rows.append(0) }
            boxes[point] = Box(
                point: point, column: column, row: rows[column], now: now[point] ?? 0, receivers: receivers[point]?.count ?? 0)
            rows[column] += 1
            order.append(point)
        }
    }

    private mutating func connect() {
        var known: [[LotTrace.Point]: Int] = [:]
        for step in trace.steps where step.from != step.to {
            if let index = known[[step.from, step.to]] {
                arrows[index].quantity += step.quantity
                arrows[index].documents += 1
            } else {
                known[[step.from, step.to]] = arrows.count
                arrows.append(Arrow(from: step.from, to: step.to, quantity: step.quantity, documents: 1))
            }
        }
    }

    var text: String {
        let all = order.compactMap { boxes[$0] }
        let width = (all.map(\.x).max() ?? 0) + Self.width + 30
        let height = (all.map(\.y).max() ?? 0) + Self.height + 40
        let title = language("批次追溯", "Trace of the lot") + " " + (trace.asked?.number ?? "")
        let about = ["item_name", "origin", "received_on", "expires_on", "recalled_on"].compactMap { key -> String? in
            let english = trace.asked?.json[key: "\(key)_en"]?.text
            guard let value = language == .en ? english ?? trace.asked?.json[key: key]?.shown : trace.asked?.json[key: key]?.shown else {
                return nil
            }
            return Terms.word(key, language) + language("：", ": ") + value
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(max(width, 620))" height="\(height)" \
            viewBox="0 0 \(max(width, 620)) \(height)" role="img" font-family="'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif">
            <title>\(SVGText.escaped(title))</title>
            <defs><marker id="tip" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" orient="auto">\
            <path d="M0 0L10 5L0 10z" fill="#556"/></marker></defs>
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="30" y="36" font-size="20" font-weight="bold" fill="#223">\(SVGText.escaped(title))</text>
            <text x="30" y="62" font-size="13" fill="#556">\(SVGText.escaped(about.joined(separator: "  ")))</text>
            \(arrows.compactMap(arrow).joined(separator: "\n"))
            \(all.map(box).joined(separator: "\n"))
            </svg>

            """
    }

    private func box(_ box: Box) -> String {
        let isStock = ["stock", "carrier", "borrower"].contains(box.point.kind)
        let fill = isStock ? "#e8f1fb" : box.point.kind == "supplier" ? "#eef7e8" : "#f7f0e6"
        var note = isStock ? language("现有 \(box.now) \(unit)", "now \(box.now) \(unit)") : ""
        if box.receivers > 0 {
            note += (note.isEmpty ? "" : "  ") + language("受领 \(box.receivers) 家", "\(box.receivers) receivers")
        }
        let lines = [box.point.label(language), box.point.lot, note]
        let written = lines.enumerated().map { index, line in
            let size = index == 0 ? 14 : 12
            return """
                <text x="\(box.x + 12)" y="\(box.y + 20 + index * 19)" font-size="\(size)"\
                \(SVGText.squeezed(line, fontSize: size, into: Self.width - 24)) fill="#223">\(SVGText.escaped(line))</text>
                """
        }
        return """
            <rect x="\(box.x)" y="\(box.y)" width="\(Self.width)" height="\(Self.height)" rx="6" fill="\(fill)" stroke="#889"/>
            \(written.joined(separator: "\n"))
            """
    }

    private func arrow(_ arrow: Arrow) -> String? {
        guard let from = boxes[arrow.from], let to = boxes[arrow.to] else { return nil }
        // What goes on leaves at the right; what comes back, or stays in its column, goes round below.
        let isForward = to.column > from.column
        let (startX, startY) = (from.x + (isForward ? Self.width : Self.width / 2), from.y + (isForward ? 34 : Self.height))
        let (endX, endY) = (to.x + (isForward ? 0 : Self.width / 2 + 20), to.y + (isForward ? 34 : Self.height))
        let bend = isForward ? (startX + 50, startY, endX - 50, endY) : (startX, startY + 40, endX, endY + 40)
        let label = language("\(arrow.quantity) \(unit) · \(arrow.documents) 单", "\(arrow.quantity) \(unit), \(arrow.documents) doc.")
        // At the point of the arrow, where no other one has its figures.
        let (x, y) = isForward ? (endX - 50, endY - 8) : ((startX + endX) / 2, (startY + endY) / 2 + 34)
        return """
            <path d="M\(startX) \(startY)C\(bend.0) \(bend.1) \(bend.2) \(bend.3) \(endX) \(endY)" fill="none" stroke="#556" \
            stroke-width="1.5" marker-end="url(#tip)"/>
            <text x="\(x)" y="\(y)" font-size="12" text-anchor="middle" fill="#334">\(SVGText.escaped(label))</text>
            """
    }
}
