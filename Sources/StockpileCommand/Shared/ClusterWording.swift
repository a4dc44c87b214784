internal import Postgres
internal import StockpileModel

extension ClusterError {
    /// The trouble with the private database in words: in Chinese what it is and what to do, with the particulars below.
    func wording(_ language: Language) -> Wording {
        guard language == .zh else { return Wording(title: message, hint: hint) }
        let (title, advice) = chinese
        // Where the title says it all, the particulars would say it again in English.
        return Wording(title: title, lines: kind == .notDisposable ? [] : [message], hint: advice)
    }

    private var chinese: (String, String) {
        switch kind {
        case .programsMissing: ("本机没有 PostgreSQL 程序。", "安装 Debian 软件包 postgresql，或用 --database 指定服务器。")
        case .programsTooOld: ("本机的 PostgreSQL 版本太旧。", "安装 PostgreSQL 15 或更新版本。")
        case .otherVersion: ("数据文件夹属于另一版本的 PostgreSQL。", "安装该版本的软件包，或用 pg_upgrade 转换数据。")
        case .notOurs: ("该文件夹不是本程序建立的，未作改动。", "移走该文件夹，或另选 STOCKPILE_HOME。")
        case .notDisposable: ("那里的数据库是正式数据库，未删除。", "演示请用另一个文件夹（STOCKPILE_DEMO_HOME），或自行移走它。")
        case .otherOwner: ("数据库属于另一个系统用户。", "以该用户身份运行，或另选 STOCKPILE_HOME。")
        case .notEnterable: ("数据库服务的用户进不了该文件夹。", "另选 STOCKPILE_HOME，或放开上级文件夹的通过权限（chmod o+x）。")
        case .noServerAccount: ("没有可运行数据库服务的系统用户。", "以普通用户运行，或建立用户 postgres。")
        case .notPermitted: ("没有该文件夹的权限。", "以其所有者身份运行，或另选 STOCKPILE_HOME。")
        case .diskFull: ("磁盘空间不足。", "清理磁盘后重试。")
        case .socketInUse: ("套接字已被另一个服务占用。", "停止那个服务，或另选 STOCKPILE_HOME。")
        case .busy: ("另一个命令正在启动或停止数据库。", "稍后重试。")
        case .startFailed: ("数据库服务未能启动。", "查看 STOCKPILE_HOME 中的 postgresql.log。")
        case .stopFailed: ("数据库服务未能停止。", "稍后重试；仍不行则查看 postgresql.log。")
        case .fileSystem: ("文件系统出错。", "检查下述路径后重试。")
        }
    }
}
