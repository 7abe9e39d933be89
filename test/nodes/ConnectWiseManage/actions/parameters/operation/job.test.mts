import { describe, expect, it } from 'vitest';
import {
	readChosenKind,
	readJob,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/operation/job.ts';

const source = (parameters: Readonly<Record<string, unknown>>) => ({
	getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown): unknown =>
		Object.prototype.hasOwnProperty.call(parameters, name) ? parameters[name] : fallback,
});

describe('what the node is to do', () => {
	it.each([
		[{ operation: 'query' }, 'query'],
		[{ resource: 'api', operation: 'delete' }, 'delete'],
		[{ resource: 'api', operation: 'find' }, 'find'],
		[{ resource: 'ticket', operation: 'getAll' }, 'query'],
		[{ resource: 'ticket', operation: 'logTime' }, 'mutate'],
		[{ resource: 'contact', operation: 'deleteRecord' }, 'delete'],
	])('is for %j', (parameters, expected) => {
		expect(readChosenKind(source(parameters))).toBe(expected);
		expect(readJob(source(parameters), 0)?.operation).toBe(
			'resource' in parameters && parameters.resource !== 'api' ? parameters.operation : undefined,
		);
	});

	it.each([
		[{}, /^The operation "" is not known$/],
		[{ operation: 'getAll' }, /^The operation "getAll" is not known$/],
		[{ operation: 'constructor' }, /is not known$/],
		[{ operation: null }, /^The operation null is not known$/],
		[{ resource: 'ticket', operation: 'find' }, /^Ticket has no operation "find"$/],
		[{ resource: 'member', operation: 'create' }, /^Member has no operation/],
		[{ resource: '__proto__', operation: 'get' }, /^The resource "__proto__" is not known$/],
		[{ resource: {}, operation: [] }, /^The resource .* is not known$/],
		[{ resource: '__CUSTOM_API_CALL__', operation: '' }, /^Custom API Call is done by/],
		[{ resource: 'ticket', operation: '__CUSTOM_API_CALL__' }, /^Custom API Call is done by/],
	])('is nothing for %j, and says so', (parameters, message) => {
		expect(() => readChosenKind(source(parameters))).toThrow(message);
	});
});
