/**
 * One suite that was run, with vitest's JSON reports of it; `undefined` for a report that is
 * missing or cannot be read.
 *
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests?: number, numTodoTests?: number, success: boolean }} Report
 * @typedef {{ name: string, exitCode: number, seconds: number, reports: ReadonlyArray<Report | undefined> }} Suite
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

/**
 * A file that could not be loaded has no failed test, so an unsuccessful report counts as one.
 *
 * @param {Report | undefined} report
 * @returns {Count}
 */
function countReport(report) {
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	const { numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0 } = report;
	return {
		passed: numPassedTests,
		failed: numFailedTests || (report.success ? 0 : 1),
		skipped: numPendingTests + numTodoTests,
	};
}

/**
 * Passed, failed and skipped tests of a suite; one that crashed, or wrote no report, has at least
 * one failure.
 *
 * @param {Suite} suite
 * @returns {Count}
 */
export function countSuite({ exitCode, reports }) {
	const sum = { passed: 0, failed: 0, skipped: 0 };
	for (const count of reports.map(countReport)) {
		sum.passed += count.passed;
		sum.failed += count.failed;
		sum.skipped += count.skipped;
	}
	return exitCode !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
}

/**
 * @param {readonly Suite[]} suites
 * @returns {{ lines: string[], passed: number, failed: number }}
 */
export function summarise(suites) {
	const counted = suites.map((suite) => ({ ...suite, ...countSuite(suite) }));
	const lines = counted.map(
		({ name, passed, failed, skipped, seconds }) =>
			`${name.padEnd(12)} ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`,
	);
	const total = (key) => counted.reduce((sum, suite) => sum + suite[key], 0);
	return { lines, passed: total('passed'), failed: suites.length === 0 ? 1 : total('failed') };
}
