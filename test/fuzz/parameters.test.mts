import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withApiDates } from '../../nodes/ConnectWiseManage/actions/parameters/values/conditionDates.ts';
import {
	toApiDate,
	toApiDay,
} from '../../nodes/ConnectWiseManage/actions/parameters/values/dates.ts';
import { parseJsonParameter } from '../../nodes/ConnectWiseManage/actions/parameters/values/json.ts';
import { readOptions } from '../../nodes/ConnectWiseManage/actions/parameters/options/options.ts';
import { toElements } from '../../nodes/ConnectWiseManage/actions/parameters/plain/lists.ts';
import { toDecimal } from '../../nodes/ConnectWiseManage/actions/parameters/plain/numbers.ts';
import { readSettings } from '../../nodes/ConnectWiseManage/actions/parameters/handling/settings.ts';
import { coerceValue } from '../../nodes/ConnectWiseManage/actions/parameters/values/values.ts';
import { describeUnknownFields } from '../../nodes/ConnectWiseManage/actions/query/fieldNames.ts';
import { buildPath, buildUrl } from '../../nodes/ConnectWiseManage/request/plan.ts';
import { loadAllTemplates } from '../nodes/ConnectWiseManage/catalogue/allTemplates.mts';
import { name, readOrRefuse, text, value } from './hostile.mts';
import { FUZZ } from './runs.mts';

const templates = await loadAllTemplates();
const template = fc.constantFrom(...templates);
const timezone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York');

const API_ROOT = 'https://connect.example.com/v4_6_release/apis/3.0';
const API_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const TYPES = {
	string: (found: unknown) => typeof found === 'string',
	uuid: (found: unknown) => typeof found === 'string',
	integer: Number.isSafeInteger,
	number: Number.isFinite,
	boolean: (found: unknown) => typeof found === 'boolean',
	dateTime: (found: unknown) => API_DATE.test(String(found)),
	date: (found: unknown) => /^\d{4}-\d{2}-\d{2}(T00:00:00Z)?$/.test(String(found)),
	array: Array.isArray,
	object: (found: unknown) => typeof found === 'object' && !Array.isArray(found),
} as const;
const type = fc.constantFrom(...(Object.keys(TYPES) as Array<keyof typeof TYPES>));

describe('any value', () => {
	it('is brought into its type or refused', () => {
		const allowed = fc.option(fc.array(text, { minLength: 1, maxLength: 5 }), { nil: undefined });
		fc.assert(
			fc.property(value, type, allowed, timezone, (given, wanted, values, zone) => {
				const spec = { name: 'field', type: wanted, enum: values };
				const found = readOrRefuse(() => coerceValue(given, spec, zone));
				if (found === undefined) return;
				const isOneOf = values !== undefined && typeof given === 'string';
				expect(isOneOf ? values.includes(String(found)) : TYPES[wanted](found)).toBe(true);
			}),
			FUZZ,
		);
	});

	it('is a date in the form of the API or refused', () => {
		fc.assert(
			fc.property(value, timezone, (given, zone) => {
				const date = readOrRefuse(() => toApiDate(given, 'due', zone));
				if (date !== undefined) expect(date).toMatch(API_DATE);
				readOrRefuse(() => toApiDay(given, 'due', zone));
			}),
			FUZZ,
		);
	});

	it('is a number by decimal digits alone', () => {
		fc.assert(
			fc.property(value, (given) => {
				const number = toDecimal(given);
				if (number === undefined || typeof given !== 'string') return;
				expect(given.trim()).toMatch(/^[+-]?[0-9]+(\.[0-9]+)?$/);
			}),
			FUZZ,
		);
	});

	it('has elements, or is a slip in JSON', () => {
		fc.assert(
			fc.property(value, (given) => {
				const elements = toElements(given);
				if (elements === undefined) expect(String(given)).toMatch(/^\s*[[{]/);
			}),
			FUZZ,
		);
	});

	it('is JSON or refused', () => {
		fc.assert(
			fc.property(value, (given) => {
				readOrRefuse(() => parseJsonParameter(given, 'Items'));
			}),
			FUZZ,
		);
	});
});

it('any settings are understood or refused', () => {
	const names = [
		'apiVersion',
		'binaryField',
		'combineReads',
		'maxParallelRequests',
		'onHttpError',
		'pageSize',
		'pagingMode',
		'requestsPerMinute',
		'retries',
		'shareReads',
		'simplify',
		'timeout',
	];
	const key = fc.oneof(fc.constantFrom(...names), name);
	fc.assert(
		fc.property(fc.oneof(fc.dictionary(key, value, { maxKeys: 4 }), value), (given) => {
			const settings = readOrRefuse(() => readSettings(given, 'query'));
			if (!settings) return;
			const { pageSize, retries, timeoutMs, maxParallelRequests, requestsPerMinute } = settings;
			const numbers = [pageSize, retries, timeoutMs, maxParallelRequests, requestsPerMinute];
			expect(numbers.every(Number.isSafeInteger)).toBe(true);
			const { simplify, shareReads, combineReads } = settings;
			expect([simplify, shareReads, combineReads].every((on) => typeof on === 'boolean')).toBe(
				true,
			);
		}),
		FUZZ,
	);
});

it('any options travel where the operation has them, to its own address, or are refused', () => {
	const calls = template.chain((of) => {
		const known = of.parameters.map((parameter) => parameter.name);
		const key = known.length > 0 ? fc.oneof(fc.constantFrom(...known), name) : name;
		const odd = fc.dictionary(key, value, { maxKeys: 4 });
		const required = of.parameters.filter((parameter) => parameter.required);
		const ids = Object.fromEntries(required.map((parameter) => [parameter.name, '5']));
		return fc.tuple(
			fc.constant(of),
			fc.oneof(
				odd,
				odd.map((more) => ({ ...ids, ...more })),
			),
		);
	});
	fc.assert(
		fc.property(calls, ([of, given]) => {
			const options = readOrRefuse(() => readOptions(given, of, 'UTC'));
			if (!options) return;
			const names = new Set(of.parameters.map((parameter) => parameter.name));
			for (const travels of [options.path, options.query, options.body]) {
				for (const key of Object.keys(travels)) expect(names).toContain(key);
			}
			const path = buildPath(of.path, options.path);
			if (!path.isFilled) return;
			const plan = {
				method: of.method,
				path: path.path,
				query: options.query,
				isRepeatable: true,
				label: '',
			};
			const url = new URL(buildUrl(API_ROOT, plan));
			expect(url.href.startsWith(`${API_ROOT}/`)).toBe(true);
			expect(url.pathname.split('/')).toHaveLength(
				new URL(API_ROOT + of.path).pathname.split('/').length,
			);
			expect([...url.searchParams.keys()]).toEqual(Object.keys(options.query));
		}),
		FUZZ,
	);
});

it('any names of fields are told of in few words', () => {
	fc.assert(
		fc.property(template, fc.array(text, { maxLength: 30 }), (of, names) => {
			const told = describeUnknownFields(names.join(','), of);
			expect((told ?? '').length).toBeLessThan(1_500);
		}),
		FUZZ,
	);
});

describe('conditions', () => {
	const quoted = fc
		.tuple(fc.constantFrom('"', "'"), text)
		.map(([quote, inner]) => `${quote}${inner.replace(/[\\"']/g, '\\$&')}${quote}`);
	const plain = fc.string({ maxLength: 20 }).map((part) => part.replace(/["'[\]]/g, ''));
	const instant = fc.date({
		min: new Date('2000-01-01T00:00:00Z'),
		max: new Date('2100-01-01T00:00:00Z'),
		noInvalidDate: true,
	});
	const date = instant.map((when) => ({
		given: `[${when.toISOString()}]`,
		sent: `[${when.toISOString().slice(0, 19)}Z]`,
	}));
	const part = fc.oneof(
		fc.oneof(quoted, plain).map((same) => ({ given: same, sent: same })),
		date,
	);

	it('change in their dates alone', () => {
		fc.assert(
			fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
				const join = (which: 'given' | 'sent') => parts.map((one) => one[which]).join(' ');
				expect(withApiDates(join('given'))).toBe(join('sent'));
			}),
			FUZZ,
		);
	});

	it('of any text are left as they are, changed in dates, or refused for one', () => {
		fc.assert(
			fc.property(fc.array(text, { maxLength: 8 }), (parts) => {
				const given = parts.join('');
				const sent = readOrRefuse(() => withApiDates(given));
				if (sent !== undefined && !given.includes('[')) expect(sent).toBe(given);
			}),
			FUZZ,
		);
	});
});
