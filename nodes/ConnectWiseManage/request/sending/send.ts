import type { IAllExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { isTextual } from '../../response/reading/contentType';
import { bodyText, type ServerResponse } from '../../response/reading/serverResponse';
import { readApiKeys } from '../credential/apiKeys';
import type { Outcome } from '../outcome/outcome';
import { buildUrl, type RequestPlan } from '../plan';
import { createDeadline, type Deadline } from '../wire/deadline';
import { toNetworkFailure, type Progress } from '../wire/networkFailure';
import { isStream } from '../wire/streamedBody';
import { takeUp, type AnswerBounds } from '../wire/takeUp';
import { createBlanker } from '../words/secrets';

export const CREDENTIAL_TYPE = 'connectWiseManagePsaApi';

export interface SendSettings extends AnswerBounds {
	readonly apiRoot: string;
	/** For the whole exchange. */
	readonly timeoutMs: number;
	/** Version of the data model, e.g. `2025.16`; empty: the server's newest. */
	readonly apiVersion: string;
}

export type Send = (plan: RequestPlan) => Promise<Outcome>;

const VENDOR_JSON = 'application/vnd.connectwise.com+json';

/**
 * One exchange through n8n's helper, never repeated here, within one deadline. Every answer is taken up
 * as it comes, up to a size: as bytes, so that blank, odd and binary ones arrive as they were sent, or as
 * text where the plan has it streamed. Redirects are not followed, because the keys must not leave for
 * another host. Works in whatever context n8n gives: a node's run, a trigger's hooks and polls, the
 * look-ups of the editor. Gives an outcome whatever happens, and never throws.
 */
export function createSend(context: IAllExecuteFunctions, settings: SendSettings): Send {
	const cancelSignal = cancelSignalOf(context);
	return async (plan) => {
		const deadline = createDeadline(settings.timeoutMs, cancelSignal);
		const progress: Progress = { isBegun: false, hasSucceeded: false };
		try {
			return await exchange(context, plan, settings, deadline, progress);
		} catch (error) {
			const cause: unknown = deadline.signal.aborted ? deadline.signal.reason : error;
			return { isOk: false, failure: toNetworkFailure(cause, progress) };
		} finally {
			deadline.end();
		}
	};
}

async function exchange(
	context: IAllExecuteFunctions,
	plan: RequestPlan,
	settings: SendSettings,
	deadline: Deadline,
	progress: Progress,
): Promise<Outcome> {
	const options = toRequestOptions(plan, settings, deadline.signal);
	if (plan.body?.kind === 'multipart') deadline.allowFor(plan.body.data.length);
	if (deadline.signal.aborted) throw deadline.signal.reason;
	progress.isBegun = true;
	const asked = context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
	) as Promise<IN8nHttpFullResponse>;
	// It may still answer when nobody waits for it any more.
	asked.then(
		({ body }: { body: unknown }) => deadline.signal.aborted && isStream(body) && body.destroy(),
		() => undefined,
	);
	const answer = await deadline.keep(asked);
	progress.hasSucceeded = answer.statusCode >= 200 && answer.statusCode < 300;
	const taken = await takeUp(answer, plan, settings, deadline);
	if (taken.isOk) {
		const { response } = taken;
		// Its title may be shown, as that of a page which came in place of data.
		const isPage = !plan.isFile && bodyStart(response).trimStart().startsWith('<');
		return isPage ? { isOk: true, response: await blankSecrets(context, response) } : taken;
	}
	const { failure } = taken;
	if (failure.kind === 'network') return taken;
	const response = await blankSecrets(context, failure.response);
	return { isOk: false, failure: { kind: 'http', response } };
}

function bodyStart({ body }: ServerResponse): string {
	return typeof body === 'string' ? body.slice(0, 100) : body.toString('latin1', 0, 100);
}

/** `undefined` in contexts that n8n does not cancel. */
function cancelSignalOf(context: IAllExecuteFunctions): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

function toRequestOptions(
	plan: RequestPlan,
	settings: SendSettings,
	signal: AbortSignal,
): IHttpRequestOptions {
	const { apiRoot, timeoutMs, apiVersion } = settings;
	const version = apiVersion === '' ? '' : `; version=${apiVersion}`;
	const options: IHttpRequestOptions = {
		method: plan.method,
		url: buildUrl(apiRoot, plan),
		headers: { accept: `${VENDOR_JSON}${version}, application/json, */*`, ...plan.headers },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: timeoutMs,
		get abortSignal() {
			return signal;
		},
		// n8n's helper puts the execution's own signal here, which this one obeys as well.
		set abortSignal(_) {},
	};
	if (plan.body?.kind === 'json') {
		// As text, since n8n's helper drops `{}` and `[]`.
		options.body = JSON.stringify(plan.body.value);
		options.headers = { ...options.headers, 'content-type': 'application/json' };
	} else if (plan.body) {
		options.body = plan.body.data;
		options.headers = { ...options.headers, 'content-type': plan.body.contentType };
	}
	return options;
}

/** A server may echo the headers of a request; whatever is shown of its refusals comes from here. */
async function blankSecrets(
	context: IAllExecuteFunctions,
	response: ServerResponse,
): Promise<ServerResponse> {
	const blank = createBlanker(readApiKeys(await context.getCredentials(CREDENTIAL_TYPE)));
	const headers = Object.entries(response.headers).map(([name, value]) => [name, blank(value)]);
	return {
		...response,
		statusMessage: blank(response.statusMessage),
		headers: Object.fromEntries(headers) as Record<string, string>,
		body: isTextual(response) ? blank(bodyText(response)) : response.body,
	};
}
