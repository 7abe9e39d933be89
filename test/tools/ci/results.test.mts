import { describe, expect, it } from 'vitest';
import { countSuite, summarise } from '../../../tools/ci/results.mjs';

const report = (numPassedTests: number, numFailedTests = 0) => ({
	numPassedTests,
	numFailedTests,
	success: numFailedTests === 0,
});
const suite = { name: 'unit', exitCode: 0, seconds: 1 };

describe('countSuite', () => {
	it('adds up the reports of a suite', () => {
		const reports = [report(3), report(4, 1)];
		expect(countSuite({ ...suite, exitCode: 1, reports })).toMatchObject({ passed: 7, failed: 1 });
	});

	it('counts a missing report as a failure', () => {
		expect(countSuite({ ...suite, reports: [report(3), undefined] })).toMatchObject({ failed: 1 });
	});

	it('counts a crash after good tests as a failure', () => {
		expect(countSuite({ ...suite, exitCode: 137, reports: [report(3)] })).toMatchObject({
			failed: 1,
		});
	});

	it('counts a test file that could not be loaded as a failure', () => {
		const unloaded = { ...report(3), success: false };
		expect(countSuite({ ...suite, reports: [unloaded] })).toMatchObject({ failed: 1 });
	});
});

describe('summarise', () => {
	it('is no success when nothing ran', () => {
		expect(summarise([]).failed).toBe(1);
	});

	it('shows every suite and the sums', () => {
		const result = summarise([
			{ ...suite, reports: [report(3)] },
			{ ...suite, name: 'engine', exitCode: 1, reports: [report(2, 2)] },
		]);
		expect(result).toMatchObject({ passed: 5, failed: 2 });
		expect(result.lines.join('\n')).toMatch(/unit .*\nengine .*2 failed/);
	});
});
