import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { isTextual, isUtf8Text } from '../../response/reading/contentType';
import { jsonFault } from '../../response/reading/jsonBounds';
import { bodyText, type ServerResponse } from '../../response/reading/serverResponse';
import { unusableAnswer, type Outcome } from '../outcome/outcome';
import type { RequestPlan } from '../plan';
import type { Deadline } from './deadline';
import { watchSize } from './watchSize';
import { isStream, readStream, type TakenUp, type TakeUp } from './streamedBody';

const MEGABYTE = 1_048_576;

/** How large an answer may be, in decoded bytes. */
export interface AnswerBounds {
	/** Of anything but files; 64 MB if not set. */
	readonly largestAnswer?: number;
	/** Of files; 256 MB if not set. */
	readonly largestFile?: number;
}

export const DEFAULT_BOUNDS: Required<AnswerBounds> = {
	largestAnswer: 64 * MEGABYTE,
	largestFile: 256 * MEGABYTE,
};

/** Nobody reads more of a refusal. */
const LONGEST_REFUSAL = 262_144;
/** A value of JSON takes at least some twelve bytes in whatever ConnectWise sends. */
const BYTES_PER_VALUE = 12;

type Answer = Omit<ServerResponse, 'body'>;

/** Takes up what comes after the headers: whole, or the beginning of a refusal. */
export async function takeUp(
	answer: IN8nHttpFullResponse,
	plan: RequestPlan,
	bounds: AnswerBounds,
	deadline: Deadline,
): Promise<Outcome> {
	const { statusCode, statusMessage, body } = answer;
	const headers = toHeaders(answer.headers);
	const head = { statusCode, statusMessage: statusMessage ?? '', headers };
	if (statusCode < 200 || statusCode >= 300) {
		const taken = await collect(body, { isText: false, mostBytes: LONGEST_REFUSAL }, deadline);
		return { isOk: false, failure: { kind: 'http', response: { ...head, body: taken.body } } };
	}
	const isFile = plan.isFile === true || !isTextual({ headers });
	const mostBytes = isFile
		? (bounds.largestFile ?? DEFAULT_BOUNDS.largestFile)
		: (bounds.largestAnswer ?? DEFAULT_BOUNDS.largestAnswer);
	const announced = Number(headers['content-length'] ?? 0);
	if (announced > mostBytes) {
		if (isStream(body)) body.destroy();
		return tooLarge(mostBytes, announced);
	}
	return isFile
		? await takeUpFile(head, body, plan, mostBytes, deadline)
		: await takeUpText(head, body, plan, mostBytes, deadline);
}

async function takeUpText(
	head: Answer,
	body: unknown,
	plan: RequestPlan,
	mostBytes: number,
	deadline: Deadline,
): Promise<Outcome> {
	const isText = plan.isStreamed === true && isUtf8Text(head);
	const taken = await collect(body, { isText, mostBytes }, deadline);
	if (taken.isCut) return tooLarge(mostBytes);
	const response = { ...head, body: taken.body };
	const text = bodyText(response);
	const mostValuesCount = Math.ceil(mostBytes / BYTES_PER_VALUE);
	const fault = /^\s*[[{]/.test(text) ? jsonFault(text, mostValuesCount) : undefined;
	return fault === undefined
		? { isOk: true, response }
		: { isOk: false, failure: unusableAnswer(fault) };
}

async function takeUpFile(
	head: Answer,
	body: unknown,
	plan: RequestPlan,
	mostBytes: number,
	deadline: Deadline,
): Promise<Outcome> {
	const onPiece = (bytes: number) => deadline.allowFor(bytes);
	const { keepFile } = plan;
	if (keepFile === undefined || isTextual(head) || !isStream(body)) {
		const taken = await collect(body, { isText: false, mostBytes, onPiece }, deadline);
		if (taken.isCut) return tooLarge(mostBytes);
		return { isOk: true, response: { ...head, body: taken.body } };
	}
	const sizeOf = watchSize(body, mostBytes, onPiece);
	const letGo = () => body.destroy();
	const keeping = deadline.keep(keepFile(body, head.headers), letGo);
	const isKept = await keeping.then(
		() => true,
		() => false,
	);
	if (!isKept) {
		letGo();
		if (sizeOf() > mostBytes) return tooLarge(mostBytes);
	}
	const kept = { stored: await keeping, size: sizeOf() };
	return { isOk: true, response: { ...head, body: Buffer.alloc(0), kept } };
}

async function collect(body: unknown, takeUp: TakeUp, deadline: Deadline): Promise<TakenUp> {
	if (!isStream(body)) {
		const bytes = toBuffer(body);
		const isCut = bytes.length > takeUp.mostBytes;
		return { body: isCut ? bytes.subarray(0, takeUp.mostBytes) : bytes, isCut };
	}
	return await deadline.keep(readStream(body, takeUp), () => body.destroy());
}

function tooLarge(mostBytes: number, bytes?: number): Outcome {
	const most = `${inMegabytes(mostBytes)} MB`;
	const size = bytes === undefined ? `more than ${most}` : `${inMegabytes(bytes)} MB`;
	const message = `it holds ${size}, and at most ${most} are taken up`;
	return { isOk: false, failure: unusableAnswer(message, true) };
}

function inMegabytes(bytes: number): number {
	return Math.round((bytes / MEGABYTE) * 10) / 10;
}

function toHeaders(sent: IN8nHttpFullResponse['headers'] | undefined): Record<string, string> {
	const headers = Object.entries(sent ?? {}).map(([name, value]): [string, string] => [
		name.toLowerCase(),
		Array.isArray(value) ? value.join(', ') : String(value),
	]);
	return Object.fromEntries(headers);
}

function toBuffer(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (body === undefined || body === null) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
