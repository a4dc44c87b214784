internal import Foundation
internal import StockpileModel

/// Reads a district's folder group by group. What one file defines, the later ones are checked against.
struct DistrictReader {
    let problems = ProblemList()
    /// The moment of the import: nothing that is there already was counted after it.
    let now: Date
    private let files: [String: Data]
    /// What people call a file whose name is another than the folder's.
    private let names: [String: String]
    private(set) var rowCounts: [(file: String, rows: Int)] = []

    var categories = Known<Void>()
    var classification = Known<Void>()
    var hazards = Known<Void>()
    var drivers = Known<Void>()
    var owners = Known<Void>()
    var companies = Known<Void>()
    var places = Known<PlaceDraft>()
    /// By "place code". Not complete where the folder has no file of bins: then opening stock may name any.
    var bins = Known<Void>()
    var items = Known<ItemDraft>()
    /// By item, in the order of the file.
    var shelfLifeRules: [String: [ShelfLife]] = [:]
    /// By "group category".
    var legacyGroups = Known<Void>()
    var agreements = Known<AgreementDraft>()
    /// By "code version".
    var standards = Known<Void>()
    var scenarios = Known<ScenarioDraft>()

    init(files: [String: Data], names: [String: String] = [:], now: Date) {
        self.files = files
        self.names = names
        self.now = now
    }

    /// Everything in the folder, ready to be stored.
    ///
    /// Errors: invalid with all problems of all files, by file, line and column.
    static func read(files: [String: Data], now: Date) throws -> DistrictContent {
        var reader = DistrictReader(files: files, now: now)
        var content = DistrictContent()
        content.district = reader.readDistrict()
        content.catalogue = reader.readCatalogue()
        content.places = reader.readPlaces()
        content.people = reader.readPeople()
        content.lots = reader.readLots(timeZone: content.district.timeZone)
        content.agreements = reader.readAgreements()
        content.liaisons = reader.readLiaisons(timeZone: content.district.timeZone)
        content.readiness = reader.readReadiness()
        content.responseLevels = reader.readResponseLevels()
        content.rotation = reader.readRotation()
        content.offers = reader.readOffers()
        content.mutualAid = reader.readMutualAid()
        content.careRules = reader.readCareRules()
        content.rowCounts = reader.rowCounts
        try reader.problems.throwIfAny()
        return content
    }

    func has(_ name: String) -> Bool { files[name] != nil }

    /// The rows of a file, and whether all of them are there.
    mutating func rows(of name: String) -> (rows: [CSVRow], isComplete: Bool) {
        if files[name] == nil, DistrictFolder.optionalFiles.contains(name) { return ([], false) }
        let columns = DistrictFolder.columns.first { $0.key == name }?.value ?? []
        let optional = DistrictFolder.optionalColumns[name] ?? []
        let file = CSVFile(
            name: names[name] ?? name, data: files[name], columns: columns, required: columns.filter { !optional.contains($0) },
            problems: problems)
        let rows = file.readRows()
        rowCounts.append((name, rows.count))
        // The code of a row whose cells are shifted is anyone's guess.
        return (rows, file.isComplete && !rows.contains(where: \.isShifted))
    }

    /// The rows of a file that gives codes their names.
    mutating func readNamed(_ name: String, into known: WritableKeyPath<DistrictReader, Known<Void>>) -> [NamedDraft] {
        let (rows, isComplete) = rows(of: name)
        self[keyPath: known].isComplete = isComplete
        return rows.map { row in
            var draft = NamedDraft()
            draft.code = row.code("code")
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.source = row.text("source")
            self[keyPath: known].define(draft.code, (), in: row, "code")
            return draft
        }
    }
}

/// A folder's content without a problem in it.
struct DistrictContent: Sendable {
    var district = DistrictDraft()
    var catalogue = CatalogueDraft()
    var places = PlacesDraft()
    var people: [PersonDraft] = []
    var lots: [OpeningLotDraft] = []
    var agreements = AgreementsDraft()
    var liaisons: [LiaisonDraft] = []
    var readiness = ReadinessDraft()
    var responseLevels = ResponseLevelsDraft()
    var rotation = RotationRowsDraft()
    var offers = OffersDraft()
    var mutualAid: [(number: String, draft: MutualAidDraft)] = []
    var careRules: [CareRuleDraft] = []
    var rowCounts: [(file: String, rows: Int)] = []
}

/// The codes one file defines, with what others need to know of each.
struct Known<Facts> {
    private var facts: [String: Facts] = [:]
    private var origins: [String: InputOrigin] = [:]
    /// False while the defining file could not be read whole: then a code that is not found may well exist.
    var isComplete = true

    subscript(code: String) -> Facts? { facts[code] }

    var all: [Facts] { Array(facts.values) }
    var codes: Dictionary<String, Facts>.Keys { facts.keys }

    /// Takes a code up; a second row with the same code is a problem of that row. False for the second.
    @discardableResult
    mutating func define(_ code: String, _ fact: Facts, in row: CSVRow, _ field: String) -> Bool {
        guard !code.isEmpty else {
            // It was told already that this row's code cannot be read: it may be any that others name.
            isComplete = false
            return true
        }
        if let first = origins[code] {
            row.report(field, .duplicate, ["value": code, "first": "\(first.file):\(first.line)"])
        } else if facts[code] != nil {
            row.report(field, .duplicate, ["value": code])
        } else {
            origins[code] = row.origin
            facts[code] = fact
            return true
        }
        return false
    }

    /// Takes up a code that the district has already.
    mutating func know(_ code: String, _ fact: Facts) { facts[code] = fact }

    /// The facts of a code another row names; a code nobody defined is a problem of that row.
    @discardableResult
    func find(_ code: String?, in row: CSVRow, _ field: String, _ subject: String) -> Facts? {
        guard let code, !code.isEmpty else { return nil }
        if facts[code] == nil && isComplete { row.report(field, .unknownCode, ["value": code, "subject": subject]) }
        return facts[code]
    }

    /// The facts of a code whose own row has nothing wrong with it: what only follows from a mistake told already is not told again.
    func sound(_ code: String?, _ problems: ProblemList) -> Facts? {
        guard let code, let fact = facts[code] else { return nil }
        if let origin = origins[code], problems.concerns(origin) { return nil }
        return fact
    }

    func isMissing(_ code: String) -> Bool { isComplete && facts[code] == nil }
}
