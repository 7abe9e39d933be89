import { describe, expect, it } from 'vitest';
import {
	unusableAnswer,
	type Failure,
} from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import {
	writeOutcomeOf,
	type WriteOutcome,
} from '../../../../../nodes/ConnectWiseManage/request/outcome/writeOutcome.ts';
import { networkFailure, READ, refusal, WRITE } from '../answers.mts';

describe('the outcome of a write', () => {
	it.each<readonly [string, Failure, WriteOutcome]>([
		['a refusal', refusal(400), 'nothing changed'],
		['a rate limit', refusal(429), 'nothing changed'],
		['an operation that is not there', refusal(501), 'nothing changed'],
		['a time-out of the server', refusal(408), 'unknown'],
		['a fault of the server', refusal(500), 'unknown'],
		['a gateway', refusal(502), 'unknown'],
		['a gateway of the cloud', refusal(520), 'unknown'],
		['a wrong type', refusal(500, { message: 'Error converting value "x"' }), 'nothing changed'],
		['a lost connection', networkFailure('ECONNRESET'), 'unknown'],
		['no connection', networkFailure('ECONNREFUSED', { isUnsent: true }), 'nothing changed'],
		['an answer that breaks off', unusableAnswer('it breaks off'), 'carried out'],
	])('after %s', (_, failure, outcome) => {
		expect(writeOutcomeOf(failure, WRITE)).toBe(outcome);
		expect(writeOutcomeOf(failure, READ)).toBe('nothing changed');
	});
});
