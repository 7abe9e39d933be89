import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import {
	decideRetry,
	retryAfterMs,
} from '../../../../../nodes/ConnectWiseManage/request/sending/retry.ts';
import { networkFailure, READ, refusal, WRITE } from '../answers.mts';

const POLICY = { retries: 4, shouldRepeatTimeouts: true };
const DATABASE_TIMEOUT = { code: 'Error', message: 'A timeout has occured.' };
const SOON = { 'retry-after': '7' };

type Decision = readonly [
	what: string,
	failure: Failure,
	read: number | undefined,
	write: number | undefined,
];

const DECISIONS: readonly Decision[] = [
	['429', refusal(429), 1_000, 1_000],
	['429 with seconds', refusal(429, '', SOON), 7_000, 7_000],
	['429 that asks for an hour', refusal(429, '', { 'retry-after': '3600' }), undefined, undefined],
	['429 that names no time', refusal(429, '', { 'retry-after': '  ' }), 1_000, 1_000],
	['429 with a header of nonsense', refusal(429, '', { 'retry-after': 'soon' }), 1_000, 1_000],
	['429 that asks for no wait', refusal(429, '', { 'retry-after': '0' }), 1_000, 1_000],
	[
		'429 that asks for next to no wait',
		refusal(429, '', { 'retry-after': '0.0001' }),
		1_000,
		1_000,
	],
	['429 with a number of another kind', refusal(429, '', { 'retry-after': '0x10' }), 1_000, 1_000],
	['429 with a power of ten', refusal(429, '', { 'retry-after': '1e1' }), 1_000, 1_000],
	[
		'429 with more digits than a number has',
		refusal(429, '', { 'retry-after': '9'.repeat(400) }),
		undefined,
		undefined,
	],
	['502', refusal(502), 1_000, undefined],
	['503', refusal(503), 1_000, undefined],
	['503 with seconds', refusal(503, '', SOON), 7_000, undefined],
	['503 for an hour', refusal(503, '', { 'retry-after': '3600' }), undefined, undefined],
	['504', refusal(504), 1_000, undefined],
	['524 of Cloudflare', refusal(524), 1_000, undefined],
	['500', refusal(500), undefined, undefined],
	['500 of a database that gave up', refusal(500, DATABASE_TIMEOUT), 1_000, undefined],
	['400', refusal(400), undefined, undefined],
	['401', refusal(401), undefined, undefined],
	['404', refusal(404), undefined, undefined],
	['408', refusal(408), 1_000, undefined],
	['a reset', networkFailure('ECONNRESET'), 1_000, undefined],
	['a time-out', networkFailure('ECONNABORTED', { isTimeout: true }), 1_000, undefined],
	['a time-out without a code', networkFailure('', { isTimeout: true }), 1_000, undefined],
	['a refused connection', networkFailure('ECONNREFUSED', { isUnsent: true }), 1_000, 1_000],
	['a resolver that is busy', networkFailure('EAI_AGAIN', { isUnsent: true }), 1_000, 1_000],
	['an unknown host', networkFailure('ENOTFOUND', { isUnsent: true }), undefined, undefined],
	['a cancelled request', networkFailure('ERR_CANCELED'), undefined, undefined],
	['a failure of no known cause', networkFailure(''), undefined, undefined],
	['an expired certificate', networkFailure('CERT_HAS_EXPIRED'), undefined, undefined],
	['a certificate of its own', networkFailure('DEPTH_ZERO_SELF_SIGNED_CERT'), undefined, undefined],
	[
		'a certificate without its issuer',
		networkFailure('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
		undefined,
		undefined,
	],
];

const decide = (failure: Failure, plan: RequestPlan, attempt = 0) =>
	decideRetry(failure, plan, attempt, POLICY);

describe('decideRetry', () => {
	it.each(DECISIONS)('after %s', (_, failure, read, write) => {
		expect(decide(failure, READ)).toBe(read);
		expect(decide(failure, WRITE)).toBe(write);
	});

	it('waits twice as long each time', () => {
		expect([0, 1, 2, 3].map((attempt) => decide(refusal(503), READ, attempt))).toEqual([
			1_000, 2_000, 4_000, 8_000,
		]);
	});

	it('waits a minute at most of its own accord', () => {
		const policy = { retries: 20, shouldRepeatTimeouts: true };
		expect(decideRetry(refusal(503), READ, 19, policy)).toBe(60_000);
	});

	it('gives up when the retries are used up', () => {
		expect(decide(refusal(429), READ, 4)).toBeUndefined();
		expect(
			decideRetry(refusal(429), READ, 0, { retries: 0, shouldRepeatTimeouts: true }),
		).toBeUndefined();
	});

	it('leaves time-outs to a reader that can ask for less', () => {
		const policy = { retries: 4, shouldRepeatTimeouts: false };
		expect(decideRetry(refusal(504), READ, 0, policy)).toBeUndefined();
		expect(
			decideRetry(networkFailure('ECONNABORTED', { isTimeout: true }), READ, 0, policy),
		).toBeUndefined();
		expect(decideRetry(refusal(503), READ, 0, policy)).toBe(1_000);
	});

	it('does not take a date of the past, as clocks that differ give, for "at once"', () => {
		const past = new Date(Date.now() - 3_600_000).toUTCString();
		expect(decide(refusal(429, '', { 'retry-after': past }), READ)).toBe(1_000);
	});
});

describe('retryAfterMs', () => {
	it('reads a date', () => {
		const inTwoHours = new Date(Date.now() + 7_200_000).toUTCString();
		expect(retryAfterMs(refusal(429, '', { 'retry-after': inTwoHours }))).toBeGreaterThan(
			3_600_000,
		);
	});

	it('is never negative', () => {
		expect(retryAfterMs(refusal(429, '', { 'retry-after': '-5' }))).toBe(0);
	});

	it('knows nothing of failures of the network', () => {
		expect(retryAfterMs(networkFailure('ECONNRESET'))).toBeUndefined();
	});
});
