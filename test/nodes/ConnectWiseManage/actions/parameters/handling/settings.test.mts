import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { readSettings } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/handling/settings.ts';
import { settings as description } from '../../../../../../nodes/ConnectWiseManage/description/settings.ts';

const PROPERTIES = (description.options ?? []) as INodeProperties[];
const SHOWN = Object.fromEntries(PROPERTIES.map((property) => [property.name, property.default]));

describe('readSettings', () => {
	it('takes for granted what the editor shows as default', () => {
		expect(readSettings({ maxParallelRequests: 4 }, 'query')).toEqual(readSettings(SHOWN, 'query'));
		expect(readSettings({}, 'mutate')).toEqual(
			readSettings({ ...SHOWN, maxParallelRequests: 1 }, 'mutate'),
		);
	});

	it.each([
		['query', {}, 4, 12],
		['query', { maxParallelRequests: '' }, 4, 12],
		['query', { maxParallelRequests: 6 }, 6, 6],
		['query', { maxParallelRequests: 1 }, 1, 1],
		['query', { maxParallelRequests: 32 }, 32, 32],
		['mutate', {}, 1, 1],
		['delete', {}, 1, 1],
		['mutate', { maxParallelRequests: 6 }, 6, 6],
	] as const)(
		'%s with %j begins with %i requests at once, at most %i',
		(kind, given, first, most) => {
			expect(readSettings(given, kind)).toMatchObject({
				firstParallelRequests: first,
				maxParallelRequests: most,
			});
		},
	);

	it('writes one by one unless told otherwise', () => {
		expect(readSettings({}, 'mutate').maxParallelRequests).toBe(1);
		expect(readSettings({}, 'delete').maxParallelRequests).toBe(1);
		expect(readSettings({ maxParallelRequests: 6 }, 'mutate').maxParallelRequests).toBe(6);
	});

	it('reads every setting of the editor', () => {
		const given = {
			apiVersion: ' 2025.16 ',
			binaryField: ' file ',
			combineReads: 'true',
			maxFileSize: 512,
			maxParallelRequests: '8',
			maxResponseSize: 2,
			onHttpError: 'item',
			pageSize: 25,
			pagingMode: 'navigable',
			preview: 'true',
			requestsPerMinute: '250',
			retries: 0,
			shareReads: false,
			simplify: true,
			timeout: 5,
		};
		// Simplify is a switch of its own in the editor.
		const offered = [...PROPERTIES.map(({ name }) => name), 'simplify'];
		expect(Object.keys(given).sort()).toEqual(offered.sort());
		expect(readSettings(given, 'query')).toEqual({
			apiVersion: '2025.16',
			binaryField: 'file',
			combineReads: true,
			firstParallelRequests: 8,
			largestAnswer: 2_097_152,
			largestFile: 536_870_912,
			maxParallelRequests: 8,
			onHttpError: 'item',
			pageSize: 25,
			pagingMode: 'navigable',
			preview: false,
			requestsPerMinute: 250,
			retries: 0,
			shareReads: false,
			simplify: true,
			timeoutMs: 5_000,
		});
	});

	it.each([
		['query', true, false],
		['mutate', 'true', true],
		['delete', true, true],
		['mutate', '', false],
		['mutate', null, false],
		['mutate', undefined, false],
		['mutate', 0, false],
	] as const)('of %s with Preview %j heeds it: %j', (kind, preview, expected) => {
		expect(readSettings({ preview }, kind).preview).toBe(expected);
	});

	it('refuses what is no switch as Preview, which else would write', () => {
		expect(() => readSettings({ preview: 'yes' }, 'mutate')).toThrow(
			/Preview must be true or false/,
		);
	});

	it.each([
		['true', true],
		[' TRUE ', true],
		[1, true],
		['1', true],
		['false', false],
		[0, false],
		['0', false],
	])('understands %j for Simplify', (simplify, expected) => {
		expect(readSettings({ simplify }, 'query').simplify).toBe(expected);
	});

	it.each([
		['pagingMode', ' Navigable ', 'navigable'],
		['pagingMode', 'FORWARDONLY', 'forwardOnly'],
		['onHttpError', 'Item', 'item'],
		['maxParallelRequests', ' 8 ', 8],
		['requestsPerMinute', 0, 0],
		['requestsPerMinute', 100_000, 100_000],
		['shareReads', 'FALSE', false],
		['combineReads', 1, true],
	])('understands %s of %j', (name, value, expected) => {
		expect(readSettings({ [name]: value }, 'query')).toMatchObject({ [name]: expected });
	});

	it.each([undefined, null])('takes %j for no settings', (settings) => {
		expect(readSettings(settings, 'query')).toEqual(readSettings({}, 'query'));
	});

	it.each(['x', 5, [], true])('refuses %j for settings', (settings) => {
		expect(() => readSettings(settings, 'query')).toThrow(/Request Settings must be an object/);
	});

	it.each(['', null, undefined])('takes %j, as of an expression, for not given', (value) => {
		const names = ['pageSize', 'apiVersion', 'binaryField', 'pagingMode', 'requestsPerMinute'];
		const switches = ['shareReads', 'combineReads'];
		const given = Object.fromEntries([...names, ...switches].map((name) => [name, value]));
		expect(readSettings(given, 'query')).toEqual(readSettings({}, 'query'));
	});

	it.each([
		['pageSize', 0, /Page Size must be a whole number of 1 or more, not 0/],
		['pageSize', 'many', /Page Size/],
		['maxParallelRequests', 0, /Max Parallel Requests must be a whole number from 1 to 32/],
		['maxParallelRequests', 33, /from 1 to 32/],
		['requestsPerMinute', -1, /Requests per Minute must be a whole number from 0 to 100000/],
		['requestsPerMinute', 100_001, /Requests per Minute/],
		['requestsPerMinute', 'all', /Requests per Minute/],
		['shareReads', 'yes', /Share Identical Reads must be true or false, not "yes"/],
		['combineReads', {}, /Combine Reads by ID must be true or false/],
		['retries', -1, /Retries/],
		['retries', 2.5, /Retries/],
		['timeout', 0, /Timeout/],
		['timeout', 'NaN', /Timeout/],
		['timeout', '0x10', /Timeout must be a whole number from 1 to 3600, not "0x10"/],
		['timeout', '1e3', /Timeout/],
		['timeout', true, /Timeout/],
		['retries', [5], /Retries/],
		['retries', { toString: 1 }, /Retries/],
		['simplify', 'yes', /Simplify must be true or false, not "yes"/],
		['simplify', '', /Simplify must be true or false/],
		['simplify', null, /Simplify/],
		['simplify', undefined, /Simplify/],
		['simplify', {}, /Simplify/],
		['pagingMode', 'pages', /Paging Mode cannot be "pages"/],
		['pagingMode', 5, /Paging Mode/],
		['pagingMode', { toString: 1 }, /Paging Mode/],
		['onHttpError', 'ignore', /On HTTP Error cannot be "ignore"/],
		['onHttpError', true, /On HTTP Error/],
		['apiVersion', 2025.1, /API Version must be text, not 2025.1/],
		['binaryField', {}, /Binary Field must be text/],
		['apiVersion', 'latest', /API Version must look like 2025.16, not "latest"/],
		['apiVersion', '2025.1; q=1', /API Version/],
	])('refuses %s of %j', (name, value, message) => {
		expect(() => readSettings({ [name]: value }, 'query')).toThrow(message);
		expect(() => readSettings({ [name]: value }, 'query')).toThrow(ParameterError);
	});
});
