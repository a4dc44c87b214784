extension Terms {
    /// What substitutes and kits are told in.
    static let substituteKeys: [String: (String, String)] = [
        "substitute": ("替代品", "Substitute"), "substitute_name": ("替代品名称", "Name of the substitute"),
        "substitute_unit": ("替代品单位", "Unit of the substitute"), "units": ("一件可顶", "One stands for"),
        "substitute_condition": ("替代条件", "When it will do"),
        "drawn_substitutes": ("由替代品保障", "Covered by substitutes"), "stands_for": ("可顶数量", "Stands for"),
        "kit": ("成套物资", "Kit"), "kit_name": ("成套物资名称", "Name of the kit"), "part": ("部件", "Part"),
        "part_name": ("部件名称", "Name of the part"), "part_unit": ("部件单位", "Unit of the part"), "per_kit": ("每套数量", "In each kit"),
        "parts": ("部件数", "Parts"), "makes": ("够几套", "Will do for"),
        "is_scarcest": ("最缺的部件", "Scarcest"), "assembled": ("现配成套", "Put together"),
        "serves_as": ("作为", "Serves as"),
    ]

    static let substituteChoices: [String: (String, String)] = [
        "keep_catalogue": ("维护物资目录", "keep the catalogue")
    ]
}
