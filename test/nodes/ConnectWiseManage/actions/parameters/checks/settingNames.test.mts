import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { assertSettingNames } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/checks/settingNames.ts';
import { ROW_FIELDS } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/filter/filter.ts';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { SETTING_NAMES } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/handling/settings.ts';
import { options as callbackOptions } from '../../../../../../nodes/ConnectWiseManage/description/callbackTrigger/handling.ts';
import { filterRows } from '../../../../../../nodes/ConnectWiseManage/description/reading/filter.ts';
import { pollOptions } from '../../../../../../nodes/ConnectWiseManage/description/pollingTrigger.ts';
import { settings } from '../../../../../../nodes/ConnectWiseManage/description/settings.ts';
import { OPTION_NAMES } from '../../../../../../nodes/ConnectWiseManage/triggers/callback/parameters.ts';
import { POLL_OPTION_NAMES } from '../../../../../../nodes/ConnectWiseManage/triggers/polling/settings.ts';

const refusalOf = (given: unknown, known = SETTING_NAMES): ParameterError | undefined => {
	try {
		assertSettingNames(given, known, 'Request Settings');
		return undefined;
	} catch (error) {
		return error as ParameterError;
	}
};

describe('names of settings', () => {
	it.each([
		['Request Settings', SETTING_NAMES, settings],
		['Options of the callback trigger', OPTION_NAMES, callbackOptions],
		['Options of the polling trigger', POLL_OPTION_NAMES, pollOptions],
	])('of %s are those of the form', (_, names, { options = [] }) => {
		const offered = (options as INodeProperties[]).map(({ name }) => name);
		expect([...names].toSorted()).toEqual(offered.toSorted());
		expect(refusalOf(Object.fromEntries(offered.map((name) => [name, 1])), names)).toBeUndefined();
	});

	it('of filter rows are those of the form', () => {
		const [group] = filterRows('Filter', 'event').flatMap(({ name, options = [] }) =>
			name === 'filters' ? (options as Array<{ values: INodeProperties[] }>) : [],
		);
		const offered = new Set(group?.values.map(({ name }) => name));
		expect(new Set(ROW_FIELDS)).toEqual(offered);
	});

	it.each([
		['retrys', 'Did you mean "retries"?'],
		['pagesize', 'Did you mean "pageSize"?'],
		['simplify', 'Simplify is a parameter of its own'],
		['returnAll', 'Return All is a parameter of its own'],
		['constructor', 'there are apiVersion'],
		['toString', 'there are apiVersion'],
		['x'.repeat(100_000), 'there are apiVersion'],
		['', 'there are apiVersion'],
	])('refuse %j and say what to do', (name, advice) => {
		const refusal = refusalOf({ [name]: true });
		expect(refusal).toBeInstanceOf(ParameterError);
		expect(refusal?.message).toMatch(/^Request Settings cannot have "/);
		expect(refusal?.hint).toContain(advice);
		expect(`${refusal?.message}${refusal?.hint}`.length).toBeLessThan(700);
	});

	it.each([[undefined], [null], [''], [7], ['text'], [{}], [{ unknown: undefined }], [[]]])(
		'have nothing to say of %j',
		(given) => expect(refusalOf(given)).toBeUndefined(),
	);
});
