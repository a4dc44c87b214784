/// The one word for each key and each choice, in both languages. Keys are those of the JSON answers.
///
/// Source: the project's glossary.
package enum Terms {
    /// The word for a key; the key itself when nobody has named it (a test sees to it that everything shown is named).
    package static func word(_ key: String, _ language: Language) -> String {
        guard let pair = keys[key] else { return key }
        return language(pair.0, pair.1)
    }

    /// The word for a choice such as a state, kind or reason; the choice itself when it is not one of ours.
    package static func choice(_ value: String, _ language: Language) -> String {
        guard let pair = choices[value] else { return value }
        return language(pair.0, pair.1)
    }

    package static let keys: [String: (String, String)] = [
        "accounts": ("账户数", "Accounts"), "account_id": ("账户", "Account"), "agreement": ("协议储备", "Agreement"),
        "approved_at": ("审批时间", "Approved at"), "approved_by": ("审批", "Approved by"), "asked": ("申请量", "Asked"),
        "available": ("可用量", "Available"), "base_unit": ("单位", "Unit"), "bin": ("货位", "Bin"), "capacity": ("产能储备", "Capacity"),
        "categories": ("储备类别", "Categories"), "category": ("类别代码", "Category code"), "category_names": ("储备类别", "Categories"),
        "category_name": ("储备类别", "Category"),
        "classification_code": ("分类编码", "GB/T 38565 code"), "closing_quantity": ("期末数量", "Closing"),
        "closing_value_fen": ("期末金额(元)", "Closing value (yuan)"),
        "code": ("代码", "Code"), "company": ("企业代码", "Company code"), "company_name": ("企业", "Company"),
        "confidence_percent": ("可信度%", "Confidence %"), "covered": ("已保障", "Covered"),
        "days_left": ("剩余天数", "Days left"), "difference_quantity": ("差异数量", "Difference"),
        "difference_value_fen": ("差异金额(元)", "Difference (yuan)"), "dispatched": ("已发运", "Dispatched"),
        "data_folder": ("数据文件夹", "Data folder"), "conninfo": ("连接串", "Connection"), "district": ("地区", "District"),
        "document": ("单据", "Document"),
        "documents": ("单据", "Documents"), "due_at": ("预留到期", "Due at"), "effective_from": ("生效日期", "Effective from"),
        "entrusted": ("代储", "Entrusted"), "excluded": ("未计入", "Left out"), "expired": ("已过期", "Expired"),
        "expires_on": ("到期日", "Expires on"),
        "form": ("储备方式", "Form"), "from_availability": ("转出状态", "From state"), "from_kind": ("转出账户", "From account"),
        "from_place": ("转出地点", "From place"), "gap": ("缺口", "Gap"), "hazard": ("灾种代码", "Hazard code"), "hazard_name": ("灾种", "Hazard"),
        "held": ("冻结", "Held"),
        "incident": ("突发事件", "Incident"), "in_quantity": ("本期收入", "In"), "in_transit": ("在途", "In transit"),
        "in_value_fen": ("收入金额(元)", "In (yuan)"), "is_in_transit": ("是否在途", "In transit"), "is_returnable": ("是否回收", "Returnable"),
        "issued_at": ("下达时间", "Issued at"), "issued_by": ("下达人", "Issued by"), "item": ("品种", "Item"), "item_name": ("物资", "Item name"),
        "kind": ("类型", "Kind"), "level": ("响应等级", "Level"), "line_no": ("行", "Line"), "lines": ("行数", "Lines"), "login": ("登录名", "Login"),
        "lot": ("批次", "Lot"), "lots": ("批次数", "Lots"), "manufactured_on": ("生产日期", "Made on"), "movements": ("分录数", "Movements"),
        "name": ("名称", "Name"),
        "not_good": ("待检/待修", "Not good"), "number": ("编号", "Number"), "occurred_at": ("发生时间", "Occurred at"),
        "opening_quantity": ("期初数量", "Opening"), "opening_value_fen": ("期初金额(元)", "Opening value (yuan)"), "order": ("调拨指令", "Order"),
        "out_quantity": ("本期发出", "Out"), "out_value_fen": ("发出金额(元)", "Out (yuan)"), "owner": ("物权单位", "Owner"),
        "period": ("会计期间", "Period"),
        "person": ("经办", "Maker"), "person_name": ("经办人", "Maker name"), "physical": ("实物", "Physical"), "picked": ("已预留", "Picked"),
        "place": ("地点", "Place"), "place_name": ("地点名称", "Place name"), "posted_at": ("核销时间", "Posted at"),
        "posted_by": ("财务", "Posted by"),
        "process": ("进程", "Process"), "purpose": ("用途", "Purpose"), "quantity": ("数量", "Quantity"), "reason": ("原因", "Reason"),
        "received": ("已签收", "Received"),
        "received_on": ("入库日期", "Received on"), "recomputed": ("重算", "Recomputed"), "recorded": ("账面", "Recorded"),
        "recorded_at": ("记账时间", "Recorded at"), "reference": ("依据", "Reference"), "released": ("已释放", "Released"),
        "remarks": ("备注", "Remarks"),
        "requested_at": ("申请时间", "Requested at"), "requested_by": ("申请人", "Requested by"), "required": ("需求量", "Required"),
        "reserved": ("预留", "Reserved"), "response_days": ("响应天数", "Response days"), "response_hours": ("响应小时", "Response hours"),
        "reversed_by": ("被冲销", "Reversed by"), "reverses": ("冲销", "Reverses"), "roles": ("角色", "Roles"),
        "rotate_by_on": ("应轮换日", "Rotate by"),
        "scenario": ("情景", "Scenario"), "server_version": ("服务版本", "Server version"), "socket_folder": ("套接字文件夹", "Socket folder"),
        "shelf_life_months": ("储存月数", "Shelf life (months)"), "short": ("不足行数", "Short"),
        "shortfall": ("缺额", "Shortfall"), "state": ("状态", "State"), "telephone": ("电话", "Telephone"),
        "to_availability": ("转入状态", "To state"),
        "to_kind": ("转入账户", "To account"), "to_place": ("转入地点", "To place"), "towns": ("受灾镇街", "Towns"), "valid_from": ("生效", "Valid from"),
        "valid_to": ("截止", "Valid to"), "value_fen": ("金额(元)", "Value (yuan)"), "verdict": ("结论", "Verdict"), "version": ("版本", "Version"),
        "warn_on": ("预警日", "Warn on"), "within_hours": ("到位(小时)", "Within hours"), "write_off": ("核销单", "Write-off"),
        "on": ("日期", "Date"), "driver": ("需求因子", "Driver"), "sha256": ("校验和(SHA-256)", "SHA-256"), "file": ("文件", "File"),
        "rows": ("行数", "Rows"), "people": ("人员", "People"), "handling_minutes": ("出库分钟", "Handling minutes"),
        "capacity_m2": ("面积(m²)", "Area (m²)"), "longitude": ("经度", "Longitude"), "latitude": ("纬度", "Latitude"),
        "line_count": ("行数", "Lines"), "to_place_name": ("转入地点名称", "To place name"), "issued_by_name": ("下达人姓名", "Issuer"),
        "requested_by_name": ("申请人姓名", "Requester"), "approved_by_name": ("审批人姓名", "Approver"),
        "posted_by_name": ("财务姓名", "Poster"), "to_places": ("送达地点", "To places"),
    ]

    package static let choices: [String: (String, String)] = [
        "adequate": ("充足", "adequate"), "short": ("不足", "SHORT"), "not_assessed": ("未评估", "not assessed"),
        "receipt": ("入库单", "receipt"), "issue": ("出库单", "issue"), "transfer": ("移库单", "transfer"), "hold": ("冻结", "hold"),
        "hold_release": ("解冻", "hold release"), "reservation": ("预留单", "reservation"),
        "reservation_release": ("预留释放", "reservation release"),
        "dispatch": ("发运单", "dispatch"), "arrival": ("到货单", "arrival"), "write_off": ("核销单", "write-off"), "reversal": ("冲销单", "reversal"),
        "purchase": ("采购", "purchase"), "donation": ("捐赠", "donation"), "opening": ("期初", "opening"), "use": ("使用", "use"),
        "rotation": ("轮换", "rotation"), "sale": ("出售", "sale"), "sample": ("抽样", "sample"), "disposal": ("处置", "disposal"),
        "return_to_supplier": ("退供应商", "return to supplier"), "relocation": ("移库", "relocation"), "order": ("指令", "order"),
        "cancelled": ("撤回", "cancelled"), "due": ("到期", "due"), "stock": ("库存", "stock"), "carrier": ("在途", "carrier"),
        "supplier": ("供应商", "supplier"), "consumption": ("消耗", "consumption"), "loss": ("损失", "loss"), "adjustment": ("调整", "adjustment"),
        "free": ("可用", "free"), "reserved": ("预留", "reserved"), "held": ("冻结", "held"), "good": ("完好", "good"),
        "in_inspection": ("待检", "in inspection"), "to_repair": ("待修", "to repair"), "to_scrap": ("报废", "to scrap"),
        "expired": ("过期", "expired"), "in_transit": ("在途", "in transit"), "deployed": ("已前出", "deployed"), "too_far": ("路程超时", "too far"),
        "no_route": ("无路线", "no route"), "agreement_not_in_force": ("协议未生效", "agreement not in force"),
        "confidence": ("可信度折减", "confidence"),
        "too_late": ("到位超时", "too late"), "draft": ("草稿", "draft"), "issued": ("已下达", "issued"), "acknowledged": ("已确认", "acknowledged"),
        "partly_reserved": ("部分预留", "partly reserved"), "fulfilled": ("已完成", "fulfilled"), "recalled": ("已撤回", "recalled"),
        "superseded": ("已替代", "superseded"), "requested": ("已申请", "requested"), "approved": ("已审批", "approved"),
        "posted": ("已记账", "posted"),
        "rejected": ("已驳回", "rejected"), "open": ("未结账", "open"), "closing": ("结账中", "closing"), "running": ("运行中", "running"),
        "stopped": ("已停止", "stopped"),
        "not_made": ("尚未建立", "not made yet"), "closed": ("已结账", "closed"), "depot": ("储备库", "depot"),
        "town_point": ("乡镇储备点", "town point"), "company_site": ("企业", "company site"), "shelter": ("避难场所", "shelter"),
        "vehicle": ("车辆", "vehicle"),
        "quantity": ("数量", "quantity"), "value_fen": ("金额", "value"), "below_zero": ("曾为负", "below zero"),
        "number_gap": ("编号断号", "number gap"),
        "document_missing": ("缺单据", "document missing"), "agreement_stock": ("协议储备", "agreement stock"), "capacity": ("产能储备", "capacity"),
        "minimum_stock": ("最低库存", "minimum stock"), "storekeeper": ("库管员", "storekeeper"), "commander": ("指挥长", "commander"),
        "finance": ("财政(财务)", "finance"), "liaison": ("联络员", "liaison"), "auditor": ("审计", "auditor"),
        "administrator": ("管理员", "administrator"), "worker": ("系统作业", "worker"),
        "read": ("查询", "read"), "post_receipt": ("入库", "post receipts"), "post_issue": ("出库", "post issues"),
        "post_transfer": ("移库", "post transfers"), "hold_lot": ("冻结、解冻批次", "hold lots"), "issue_order": ("下达调拨指令", "issue orders"),
        "dispatch_order": ("发运", "dispatch orders"), "receive_order": ("签收", "receive orders"),
        "release_due": ("释放到期预留", "release what is due"),
        "request_write_off": ("申请核销", "request write-offs"), "approve_write_off": ("审批核销", "approve write-offs"),
        "post_write_off": ("核销记账", "post write-offs"), "reverse_document": ("冲销单据", "reverse documents"),
        "close_period": ("结账", "close periods"), "import_district": ("装入地区数据", "import a district"),
        "at_destination": ("就在送达地点", "at the destination itself"),
    ]
}
