import Foundation

@testable import StockpileOperations

/// A made-up district with everything in small: other code, other towns, other standard.
enum SmallDistrict {
    static var files: [String: Data] {
        var files: [String: Data] = [:]
        for (name, columns) in DistrictFolder.columns where !DistrictFolder.optionalFiles.contains(name) {
            let optional = DistrictFolder.optionalColumns[name] ?? []
            let lines = [columns.filter { !optional.contains($0) }.joined(separator: ",")] + (rows[name] ?? [])
            files[name] = Data((lines.joined(separator: "\n") + "\n").utf8)
        }
        return files
    }

    private static let rows = [
        "district.csv": ["530102,07,示例区,Sample District,Asia/Urumqi,SD,s"],
        "categories.csv": ["shelter,安置,Shelter,s", "food,食品,Food,s"],
        "hazards.csv": ["quake,地震,Earthquake,s"],
        "drivers.csv": ["people,人数,People,人,s", "teams,队伍,Teams,队,s"],
        "classification.csv": ["1010000,食品,Food,s", "1000000,基本,Basic,s", "1020000,衣被,Bedding,s", "1050000,照明,Light,s"],
        "owners.csv": ["county,区应急局,County bureau,s"],
        "companies.csv": ["mill,示例面粉厂,Sample Mill,,,s"],
        "places.csv": [
            "D1,中心库,Main depot,depot,,102.7,25.04,900,20,,,,s", "T1,甲镇,Town One,town_point,,,,,,12000,,,s",
            "T2,乙镇,Town Two,town_point,,,,,,8000,,,s", "M1,面粉厂仓库,Mill store,company_site,mill,,,,,,,,s",
        ],
        "routes.csv": ["D1,T1,25,yes,s", "D1,T2,40,yes,s", "M1,T1,30,no,s"],
        "items.csv": [
            "flour,面粉,Flour,1010000,千克,food,12,manufactured,label,60,30,no,s",
            "bed,折叠床,Folding bed,1029900,张,shelter;food,,,,,,yes,s",
        ],
        "packs.csv": ["flour,袋,25,1,s"],
        "people.csv": ["boss,主任,Boss,commander;auditor,,s"],
        "opening_stock.csv": [
            "2026-06-01,D1,A1,flour,F-1,food,county,,500,420,good,2026-03-31,2026-04-02,,,,budget,mill,s",
            "2026-06-01,D1,A1,bed,B-1,shelter,county,,40,9000,to_repair,,2025-01-05,,,,budget,,s",
            "2026-06-02,T1,,bed,B-2,shelter,county,,10,,good,,2025-01-05,,,,budget,,s",
        ],
        "agreements.csv": ["〔2026〕1号,mill,代储,2026-01-01,2026-12-31,s"],
        "agreement_stock.csv": ["〔2026〕1号,flour,M1,1000,2,90,s"],
        "capacity.csv": ["〔2026〕1号,flour,M1,200,12,2000,s"],
        "minimum_stock.csv": ["〔2026〕1号,flour,M1,300,s"],
        "standards.csv": ["sd-3,2,三级标准,Level three,三级,2026-02-01,s"],
        "standard_lines.csv": ["sd-3,2,any,food,flour,people,0.45,3,12,s", "sd-3,2,quake,shelter,bed,people,0.5,1,6,s"],
        "scenarios.csv": ["q1,地震,Quake,quake,5,T1;T2,s"],
        "scenario_drivers.csv": ["q1,people,1200.5,s"],
    ]
}
