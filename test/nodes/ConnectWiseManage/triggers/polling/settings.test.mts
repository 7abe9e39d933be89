import type { IPollFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { readPollSettings } from '../../../../../nodes/ConnectWiseManage/triggers/polling/settings.ts';

const read = (pollOptions: Readonly<Record<string, unknown>>) =>
	readPollSettings({
		getNodeParameter: (name: string, fallback: unknown) =>
			name === 'pollOptions' ? pollOptions : fallback,
		getTimezone: () => 'UTC',
	} as unknown as IPollFunctions);

describe('settings of the polling trigger', () => {
	it.each([
		['simplify', 'true', { simplify: true }],
		['simplify', 0, { simplify: false }],
		['includeChanges', '1', { includeChanges: true }],
		['repeatAfterRestart', 'false', { repeatsAfterRestart: false }],
		['repeatAfterRestart', null, { repeatsAfterRestart: true }],
		['overlap', ' 5 ', { overlapSeconds: 300 }],
		['overlap', '', { overlapSeconds: 120 }],
		['watchFields', ' status, ,board.name', { watchFields: ['status', 'board.name'] }],
		['watchFields', ['status', 3, null, {}], { watchFields: ['status'] }],
		['watchFields', undefined, { watchFields: [] }],
	])('understand %s as %j', (name, value, expected) => {
		expect(read({ [name]: value })).toMatchObject(expected);
	});

	it.each([
		['simplify', 'yes', /Simplify must be true or false/],
		['includeChanges', {}, /Include What Changed must be true or false/],
		['repeatAfterRestart', [], /Repeat After a Restart must be true or false/],
		['overlap', '0x10', /Overlap must be from 0 to 1440 minutes, not "0x10"/],
		['overlap', '1e2', /not "1e2"/],
		['overlap', true, /not true/],
		['mostRecords', [5], /Most Records a Poll must be from 1 to 50000 records, not \[5\]/],
		['mostRecords', { toString: 1 }, /Most Records a Poll/],
		['since', '2026-01-31T25:00', /is not a date/],
	])('refuse %s as %j', (name, value, message) => {
		expect(() => read({ [name]: value })).toThrow(ParameterError);
		expect(() => read({ [name]: value })).toThrow(message);
	});
});
