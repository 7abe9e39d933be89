import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import {
	explainAnswer,
	explainSilence,
	readTestKeys,
	TEST_PATH,
} from '../request/credential/connectionTest';
import type { ApiKeys } from '../request/credential/apiKeys';
import { attachKeys } from '../request/credential/attachKeys';
import type { ServerResponse } from '../response/reading/serverResponse';

const DEADLINE_MS = 30_000;
/** A refusal and the title of a page stand at the beginning. */
const LARGEST_ANSWER_BYTES = 100_000;

/** What n8n's helper gives for a request whose answer is taken up as a stream. */
interface StreamedAnswer {
	readonly statusCode: number;
	readonly statusMessage?: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body?: unknown;
}

interface Stoppable {
	destroy(): void;
}

/**
 * The credential's Test button. A function, because rules of the credential see either the status or
 * the body, and of a host that does not answer nothing but a code.
 */
export async function testConnection(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const problem = await findProblem(this, credential.data ?? {});
	return problem === undefined
		? { status: 'OK', message: 'Connection successful!' }
		: { status: 'Error', message: problem };
}

async function findProblem(
	context: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): Promise<string | undefined> {
	let keys: ApiKeys | undefined;
	try {
		const read = readTestKeys(data);
		if (read.doubt !== undefined) return read.doubt;
		keys = read.keys;
		return explainAnswer(await exchange(context, data, keys), keys);
	} catch (error) {
		if (keys) return explainSilence(error, keys);
		return error instanceof Error ? error.message : String(error);
	}
}

/** n8n gives a test no other helper than its older one. */
async function exchange(
	{ helpers }: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
	{ apiRoot }: ApiKeys,
): Promise<ServerResponse> {
	const options = {
		...attachKeys(data, { url: `${apiRoot}${TEST_PATH}`, method: 'GET' }),
		uri: `${apiRoot}${TEST_PATH}`,
		simple: false,
		resolveWithFullResponse: true,
		useStream: true,
		timeout: DEADLINE_MS,
	};
	const tooLate = sleep(DEADLINE_MS).then(() =>
		Promise.reject(Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' })),
	);
	const request = helpers.request(options) as Promise<StreamedAnswer>;
	const answer = await Promise.race([request, tooLate]);
	try {
		return await Promise.race([toServerResponse(answer), tooLate]);
	} finally {
		(answer.body as Partial<Stoppable> | undefined)?.destroy?.();
	}
}

async function toServerResponse(answer: StreamedAnswer): Promise<ServerResponse> {
	const { statusCode, statusMessage = '', headers, body } = answer;
	const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
	return {
		statusCode,
		statusMessage,
		headers: Object.fromEntries(texts) as Record<string, string>,
		body: isReadable(body) ? await readStart(body) : Buffer.from(String(body ?? '')),
	};
}

function isReadable(body: unknown): body is AsyncIterable<Buffer> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readStart(body: AsyncIterable<Buffer>): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of body) {
		pieces.push(Buffer.from(piece));
		length += piece.length;
		if (length >= LARGEST_ANSWER_BYTES) break;
	}
	return Buffer.concat(pieces).subarray(0, LARGEST_ANSWER_BYTES);
}
