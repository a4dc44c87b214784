import Foundation

/// A made-up district with everything in small: other code, other towns, other standard.
enum SmallDistrict {
    static let files: [String: Data] = texts.mapValues { Data($0.utf8) }

    private static let texts = [
        "district.csv": "division_code,local_unit,name,name_en,time_zone,short_code,source\n530102,07,示例区,Sample District,Asia/Urumqi,SD,s\n",
        "categories.csv": "code,name,name_en,source\nshelter,安置,Shelter,s\nfood,食品,Food,s\n",
        "hazards.csv": "code,name,name_en,source\nquake,地震,Earthquake,s\n",
        "drivers.csv": "code,name,name_en,unit,source\npeople,人数,People,人,s\nteams,队伍,Teams,队,s\n",
        "classification.csv": "code,name,name_en,source\n1010000,食品,Food,s\n1000000,基本,Basic,s\n1020000,衣被,Bedding,s\n",
        "owners.csv": "code,name,name_en,source\ncounty,区应急局,County bureau,s\n",
        "companies.csv": "code,name,name_en,contact,telephone,source\nmill,示例面粉厂,Sample Mill,,,s\n",
        "places.csv": """
            code,name,name_en,kind,company,longitude,latitude,capacity_m2,handling_minutes,population,contact,telephone,source
            D1,中心库,Main depot,depot,,102.7,25.04,900,20,,,,s
            T1,甲镇,Town One,town_point,,,,,,12000,,,s
            T2,乙镇,Town Two,town_point,,,,,,8000,,,s
            M1,面粉厂仓库,Mill store,company_site,mill,,,,,,,,s

            """,
        "routes.csv": "from_place,to_place,minutes,both_ways,source\nD1,T1,25,yes,s\nD1,T2,40,yes,s\nM1,T1,30,no,s\n",
        "items.csv": """
            code,name,name_en,classification_code,base_unit,categories,shelf_life_months,shelf_life_from,shelf_life_source,warn_days,rotate_days,is_returnable,source
            flour,面粉,Flour,1010000,千克,food,12,manufactured,label,60,30,no,s
            bed,折叠床,Folding bed,1029900,张,shelter;food,,,,,,yes,s

            """,
        "packs.csv": "item,name,base_units,packs,source\nflour,袋,25,1,s\n",
        "people.csv": "login,name,name_en,roles,telephone,source\nboss,主任,Boss,commander;auditor,,s\n",
        "legacy_groups.csv": "legacy_group,name,category,rule,source\n",
        "opening_stock.csv": """
            as_of,place,bin,item,lot_number,category,owner,legacy_group,quantity,unit_cost_fen,condition,manufactured_on,received_on,expires_on,warn_on,rotate_by_on,funding_source,origin,source
            2026-06-01,D1,A1,flour,F-1,food,county,,500,420,good,2026-03-31,2026-04-02,,,,budget,mill,s
            2026-06-01,D1,A1,bed,B-1,shelter,county,,40,9000,to_repair,,2025-01-05,,,,budget,,s
            2026-06-02,T1,,bed,B-2,shelter,county,,10,,good,,2025-01-05,,,,budget,,s

            """,
        "agreements.csv": "number,company,name,valid_from,valid_to,source\n〔2026〕1号,mill,代储,2026-01-01,2026-12-31,s\n",
        "agreement_stock.csv": "agreement,item,place,quantity,response_hours,confidence_percent,source\n〔2026〕1号,flour,M1,1000,2,90,s\n",
        "capacity.csv": "agreement,item,place,units_per_day,ramp_up_hours,quantity_max,source\n〔2026〕1号,flour,M1,200,12,2000,s\n",
        "minimum_stock.csv": "agreement,item,place,quantity,source\n〔2026〕1号,flour,M1,300,s\n",
        "standards.csv": "code,version,name,name_en,level,effective_from,source\nsd-3,2,三级标准,Level three,三级,2026-02-01,s\n",
        "standard_lines.csv": """
            standard,version,hazard,category,item,driver,coefficient,days,within_hours,source
            sd-3,2,any,food,flour,people,0.45,3,12,s
            sd-3,2,quake,shelter,bed,people,0.5,1,6,s

            """,
        "scenarios.csv": "code,name,name_en,hazard,response_days,towns,source\nq1,地震,Quake,quake,5,T1;T2,s\n",
        "scenario_drivers.csv": "scenario,driver,value,source\nq1,people,1200.5,s\n",
    ]
}
