import StockpileModel
import Testing

@Suite("Plans that close gaps")
struct GapPlannerTests {
    private func plan(_ trial: GapTrial) throws -> GapPlan { try GapPlanner(trial.input()).plan() }

    @Test func `nothing is done where nothing is short`() throws {
        let plan = try plan(GapTrial(needs: [10], stock: [10], offers: [.purchase(price: 100)]))
        #expect(plan.steps.isEmpty && plan.closesEverything && plan.isOptimal && plan.costFen == 0)
    }

    @Test func `what is bought closes the gap, and the check says so`() throws {
        let plan = try plan(GapTrial(needs: [10], stock: [4], offers: [.purchase(price: 100)]))
        #expect(plan.before.lines[0].gap == 6)
        #expect(plan.after.lines[0].gap == 0 && plan.after.verdict != .short)
        #expect(plan.steps.map(\.quantity) == [6] && plan.costFen == 600)
        // Goods that keep are paid for over ten years.
        #expect(plan.yearlyFen == 60)
    }

    @Test func `goods that spoil cost their price every time their months are over`() throws {
        let cheap = try plan(GapTrial(needs: [10], offers: [.purchase(price: 1000, months: 12), .agreement(fee: 999)]))
        #expect(cheap.steps.map(\.way) == [.agreement] && cheap.yearlyFen == 9990)
        let keeps = try plan(GapTrial(needs: [10], offers: [.purchase(price: 1000, months: 24), .agreement(fee: 999)]))
        #expect(keeps.steps.map(\.way) == [.purchase] && keeps.yearlyFen == 5000 && keeps.costFen == 10_000)
    }

    @Test func `goods that are past their date on the day are not bought`() throws {
        var trial = GapTrial(needs: [10], offers: [.purchase(price: 100, months: 1)])
        trial.days = 60
        let plan = try plan(trial)
        #expect(plan.steps.isEmpty && !plan.closesEverything && plan.after.lines[0].gap == 10)
    }

    @Test func `what comes after the day is left out`() throws {
        var trial = GapTrial(needs: [10], offers: [.purchase(price: 1, lead: 31), .purchase(price: 500, lead: 30)])
        trial.days = 30
        let plan = try plan(trial)
        #expect(plan.steps.map(\.offer) == [1])
        #expect(plan.steps[0].readyOn == trial.today.adding(days: 30))
    }

    @Test func `a promise is taken for what its confidence leaves of it`() throws {
        let plan = try plan(GapTrial(needs: [10], offers: [.agreement(fee: 100, percent: 70, most: 100)]))
        // Fourteen at seventy per cent are nine whole units; fifteen are ten.
        #expect(plan.steps.map(\.quantity) == [15] && plan.closesEverything)
    }

    @Test func `capacity counts for what it makes in time`() throws {
        // Twelve hours, of which two are for starting: ten hours are 10/24 of a day.
        let plan = try plan(GapTrial(needs: [10], offers: [.capacity(fee: 10, rampUp: 2, most: 100)]))
        #expect(plan.steps.map(\.quantity) == [24] && plan.closesEverything)
    }

    @Test func `own stock that lies too far away is moved before anything is bought`() throws {
        let plan = try plan(GapTrial(needs: [10], far: [8], offers: [.purchase(price: 100)]))
        #expect(plan.steps.map(\.way) == [.purchase, .transfer])
        #expect(plan.steps.map(\.quantity) == [2, 8] && plan.closesEverything)
    }

    @Test func `stock that will have expired is exchanged where that costs less`() throws {
        var trial = GapTrial(needs: [10], expired: [10], offers: [.purchase(price: 1000, months: 12)])
        trial.swapFen = 50
        let plan = try plan(trial)
        #expect(plan.steps.map(\.way) == [.rotation] && plan.yearlyFen == 500 && plan.closesEverything)
    }

    @Test func `room in the depot is kept`() throws {
        var trial = GapTrial(needs: [10], offers: [.purchase(price: 1), .agreement(fee: 900)])
        trial.room = 6
        let plan = try plan(trial)
        #expect(plan.steps.map(\.quantity) == [6, 4] && plan.steps.map(\.way) == [.purchase, .agreement])
    }

    @Test func `less than is sold at least is not bought`() throws {
        let plan = try plan(GapTrial(needs: [3], offers: [.purchase(price: 100, least: 50, most: 80), .agreement(fee: 300)]))
        #expect(plan.steps.map(\.way) == [.purchase] && plan.steps.map(\.quantity) == [50])
        let dear = try self.plan(GapTrial(needs: [3], offers: [.purchase(price: 100, least: 50, most: 80), .agreement(fee: 20)]))
        #expect(dear.steps.map(\.way) == [.agreement])
    }

    @Test func `a budget goes to the first lines of the standard`() throws {
        var trial = GapTrial(needs: [5, 5], offers: [.purchase(price: 100), .purchase(price: 10, item: 2)])
        trial.budget = 520
        let plan = try plan(trial)
        #expect(plan.after.lines.map(\.gap) == [0, 3] && plan.costFen == 520)
        #expect(!plan.closesEverything && plan.after.verdict == .short)
    }

    @Test(arguments: 1...30)
    func `lines of one item that wait for different hours share what there is, and a plan that says so meets them all`(
        seed: UInt64
    ) throws {
        var numbers = SeededNumbers(seed: 1000 + seed)
        for _ in 0..<4 {
            var trial = GapTrial.random(&numbers)
            trial.later = trial.needs.map { _ in Int64.random(in: 0...3, using: &numbers) }
            trial.far = trial.needs.map { _ in Int64.random(in: 0...3, using: &numbers) }
            let plan = try plan(trial)
            let best = try trial.bestByTrying()
            let canClose = best.gaps.allSatisfy { $0 == 0 }
            #expect(plan.closesEverything == canClose, "\(trial) \(plan.steps)")
            if canClose { #expect(plan.yearlyFen == best.yearlyFen && plan.isOptimal, "\(trial) \(plan.steps)") }
        }
    }

    @Test(arguments: 1...30)
    func `small plans cover and cost what trying everything does`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<4 {
            let trial = GapTrial.random(&numbers)
            let plan = try plan(trial)
            let best = try trial.bestByTrying()
            #expect(plan.after.lines.map(\.gap) == best.gaps, "\(trial)")
            #expect(plan.yearlyFen == best.yearlyFen && plan.isOptimal, "\(trial) \(plan.steps)")
            #expect(plan.costFen <= trial.budget ?? .max, "\(trial)")
            #expect(plan.closesEverything == best.gaps.allSatisfy { $0 == 0 })
        }
    }
}
