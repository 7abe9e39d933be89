import Fastify from 'fastify';

interface ChatMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: unknown;
}

interface ChatTool {
	readonly function: {
		readonly name: string;
		readonly description?: string;
		readonly parameters: {
			readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
		};
	};
}

interface ChatRequest {
	readonly model: string;
	readonly stream?: boolean;
	readonly messages: readonly ChatMessage[];
	readonly tools?: readonly ChatTool[];
}

export interface ScriptedModel {
	/** Base URL for an OpenAI credential. */
	readonly url: string;
	readonly requests: readonly ChatRequest[];
	close(): Promise<void>;
}

const FINAL_ANSWER = 'Here is what I found.';

/** Which of the tools it is offered a model calls. */
export type PickTool = (tools: readonly ChatTool[]) => ChatTool | undefined;

function callTool(tool: ChatTool | undefined, script: Readonly<Record<string, unknown>>) {
	const name = tool?.function.name;
	const call = {
		id: 'call_1',
		type: 'function',
		function: { name, arguments: JSON.stringify(script) },
	};
	return {
		message: { role: 'assistant', content: null, tool_calls: [call] },
		finish_reason: 'tool_calls',
	};
}

function answerTo(
	{ messages, tools = [] }: ChatRequest,
	script: Readonly<Record<string, unknown>>,
	pick: PickTool,
) {
	const hasResult = messages.some(({ role }) => role === 'tool');
	if (!hasResult && tools.length > 0) return callTool(pick(tools), script);
	return { message: { role: 'assistant', content: FINAL_ANSWER }, finish_reason: 'stop' };
}

/**
 * A model on loopback that speaks OpenAI's chat completions: it calls one tool once, the first it is
 * offered unless told otherwise, with `script` as arguments, and then ends the conversation.
 */
export async function startScriptedModel(
	script: Readonly<Record<string, unknown>>,
	pick: PickTool = ([first]) => first,
): Promise<ScriptedModel> {
	const server = Fastify({ bodyLimit: 64 * 1024 ** 2 });
	const requests: ChatRequest[] = [];
	server.post('/v1/chat/completions', (request, reply) => {
		const chat = request.body as ChatRequest;
		requests.push(chat);
		void reply.send({
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: 0,
			model: chat.model,
			choices: [{ index: 0, ...answerTo(chat, script, pick) }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		});
	});
	const address = await server.listen({ host: '127.0.0.1', port: 0 });
	return { url: `${address}/v1`, requests, close: () => server.close() };
}
