/** How is a request answered? With JSON, with a file, or with a refusal and its status; and a fault of ours is reported. */
import type { Request, Response } from 'express';
import { refuse, type Refusal, type Result } from '../../shared/lib/result.ts';

/** What is downloaded. */
export interface SentFile {
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Serving = (request: Request, response: Response) => void;

export interface Answering {
  readonly json: <Answer>(handler: (request: Request, response: Response) => Promise<Result<Answer>>) => Serving;
  readonly file: (handler: (request: Request) => Promise<Result<SentFile>>) => Serving;
}

/** Statuses of refusals; what is not named is 400. */
const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  'link-unknown': 404,
  'code-unknown': 404,
  'check-code-unknown': 404,
  'link-ended': 410,
  'not-signed-in': 401,
  'login-ended': 401,
  'not-permitted': 403,
  'come-by-link': 403,
  'origin-foreign': 403,
  'too-fast': 429,
  'too-large': 413,
  busy: 503,
  'store-full': 507,
  fault: 500,
};

export function sendRefusal(response: Response, refusal: Refusal): void {
  response.status(statuses[refusal.code] ?? 400).json(refusal);
}

export function answering(onFault: (fault: unknown) => void): Answering {
  function serving<Answer>(
    handler: (request: Request, response: Response) => Promise<Result<Answer>>,
    send: (response: Response, answer: Answer) => void,
  ): Serving {
    return (request, response) => {
      handler(request, response).then(
        (result) => {
          if (result.ok) send(response, result.value);
          else sendRefusal(response, result);
        },
        (fault: unknown) => {
          onFault(fault);
          sendRefusal(response, refuse('fault'));
        },
      );
    };
  }
  return {
    json: (handler) => serving(handler, (response, answer) => void response.json(answer)),
    file: (handler) =>
      serving(handler, (response, { type, name, bytes }) => {
        response.setHeader('Content-Type', type);
        response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
        response.end(Buffer.from(bytes));
      }),
  };
}
