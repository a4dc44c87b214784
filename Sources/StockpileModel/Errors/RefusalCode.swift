/// The codes of everything that can be refused, the same in SQL and Swift. A code once published keeps its meaning.
package enum RefusalCode: String, Sendable, CaseIterable {
    // SP1xx stock
    case shortage = "SP101"
    case lotExpired = "SP102"
    case lotOnHold = "SP103"
    case lotNotInspected = "SP104"
    case lateEntryBreaksBalance = "SP106"
    case reversalBlocked = "SP107"
    case inspectionOwed = "SP110"
    case moreThanLent = "SP111"
    case moreThanIssued = "SP112"
    case lotStopped = "SP113"
    case lifeTooShort = "SP114"
    // SP2xx request and key
    case keyReused = "SP202"
    // SP3xx period and time
    case periodClosed = "SP301"
    case occursInFuture = "SP302"
    case periodNotEnded = "SP303"
    case periodNotClosed = "SP304"
    // SP4xx authority
    case notPermitted = "SP401"
    case samePerson = "SP402"
    case personUnknown = "SP403"
    // SP5xx state
    case wrongState = "SP501"
    case reversedAlready = "SP502"
    case notReversible = "SP503"
    case nothingToDo = "SP504"
    case historyNeverChanges = "SP505"
    case noSuchBlock = "SP506"
    case belongsElsewhere = "SP507"
    case countedByOthers = "SP510"
    case booksChangedSinceReview = "SP511"
    case countsOverlap = "SP512"
    case countedBeforePlan = "SP513"
    case adjustmentWithoutCount = "SP514"
    case notCountedAgain = "SP515"
    case nothingToCount = "SP516"
    case loanPartlyBack = "SP517"
    case attachedAlready = "SP518"
    // SP6xx data
    case unknown = "SP601"
    case categoryNotOfItem = "SP602"
    case samePlace = "SP603"
    case itemRetired = "SP604"
    case districtLoaded = "SP605"
    case quantityInvalid = "SP606"
    case conversionNotExact = "SP607"
    case lotExists = "SP608"
    case standardMissing = "SP609"
    case datesInvalid = "SP610"
    case noDistrict = "SP611"
    case owedMissing = "SP613"
    case nothingChanges = "SP614"
    case attachmentElsewhere = "SP615"
    case attachmentAltered = "SP616"
    case loadRefused = "SP630"
    case notLoadable = "SP631"
    case ledgerNotEmpty = "SP632"
    case ownerNeeded = "SP633"
    // Plans of rotation
    case notOfRotationStep = "SP536"
    case nothingToRotate = "SP666"
    case rotationStepUnknown = "SP667"
    case rotationGoodsGone = "SP668"
    case rotationStepExceeded = "SP669"
    case rotationPlannedTwice = "SP670"
    // Versions of standards
    case standardAdoptedAlready = "SP532"
    case standardDayTaken = "SP533"
    case standardOvertaken = "SP537"
    case noScenarioOfStandard = "SP654"
    case standardVersionKnown = "SP656"
    case townFiguresUnequal = "SP674"
    // Plans for closing gaps
    case nothingToClose = "SP672"
    case gapPlanOvertaken = "SP696"
    // Substitutes and kits
    case servesAlready = "SP539"
    case servesNot = "SP655"
    case servesForItself = "SP675"
    // Frozen reports
    case ledgerMoving = "SP680"
    case reportAltered = "SP681"
    // Bins and serial numbers
    case serialNotThere = "SP120"
    case serialInStock = "SP121"
    case serialMovedLater = "SP122"
    case binNotOfPlace = "SP620"
    case sameBin = "SP621"
    case binRetired = "SP622"
    case binExists = "SP623"
    case binNotEmpty = "SP624"
    case serialsDoNotMatch = "SP626"
    case notSerialised = "SP627"
    // Tests of lots
    case notASampleOfLot = "SP115"
    case lastsNoLonger = "SP634"
    case testReportKnown = "SP635"
    case testNotWaiting = "SP636"
    case testOfAnother = "SP693"
    // Proofs of stock and call-offs
    case ruleAdoptedAlready = "SP530"
    case notADelivery = "SP531"
    case calledOffTooMuch = "SP657"
    case agreementNotInForce = "SP658"
    case agreementLineUnknown = "SP659"
    case deliveredTooMuch = "SP660"
    case proofFileKnown = "SP661"
    case provedInFuture = "SP662"
    // Inspection, holds and care
    case inspectorTookIn = "SP519"
    case notInInspection = "SP520"
    case holdEndsInPast = "SP521"
    case caredInFuture = "SP637"
    case nothingToCareFor = "SP638"
    case careRecordedAlready = "SP639"
    // Rules of shelf life and care
    case ruleKnown = "SP690"
    case ruleEnded = "SP691"
    // Units found in counts
    case notYourCount = "SP671"
    case unitsNamedAlready = "SP692"
    // Agreements
    case agreementNotDraft = "SP526"
    case agreementEmpty = "SP527"
    case agreementOver = "SP528"
    case candidateRetired = "SP529"
    case agreementExists = "SP647"
    case siteOfAnother = "SP649"
    case replacesWrong = "SP650"
    case floorUnknown = "SP652"
    case reportedInFuture = "SP653"
    // Mutual aid
    case aidEndedAlready = "SP694"
    case neighbourOfAnotherName = "SP695"
    // Tasks, liaison officers, loans and recovery
    case dueBeforeLent = "SP117"
    case moreThanOut = "SP118"
    case taskEndsByItself = "SP524"
    case taskEnded = "SP525"
    case answeredAlready = "SP642"
    case organisationOfAnotherKind = "SP643"
    case noDeputy = "SP644"
    case answeredBeforeCall = "SP645"
    case severalCalled = "SP646"
    case recoveredAlready = "SP663"
    case returnOfOthers = "SP664"
    case callOverAlready = "SP665"
    // Recalls
    case lotRecalled = "SP116"
    case recalledAlready = "SP522"
    case recallOpen = "SP523"
    case moreThanOpen = "SP640"
    case ledgerTells = "SP641"
    case notBroughtBack = "SP673"
}

/// A rule said no: the code, and the numbers its wording needs.
package struct Refusal: Sendable, Hashable {
    package let code: RefusalCode
    package let detail: JSONValue

    package init(_ code: RefusalCode, _ detail: JSONValue = [:]) {
        self.code = code
        self.detail = detail
    }
}
