/**
 * What shape has that which goes over the wire? One canonical text: what is allowed up as JSON schema, what comes down as the
 * expanded types. Comments, order and names of types do not count; every field, literal and kind of id does.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import ts from 'typescript';
import * as z from 'zod';
import { upSchemas } from '../shared/protocol/messages.ts';
import { textClose, textMessage } from '../shared/protocol/text-wire.ts';

/** SHA-256 (hex, first 16) of the wire as it stands. */
export function wireHash(): string {
  const file = join(import.meta.dirname, '..', 'shared', 'protocol', 'messages.ts');
  const shape = {
    up: Object.fromEntries(Object.entries(upSchemas).map(([name, schema]) => [name, schemaShape(schema)])),
    answers: typeShape(file, 'Answers'),
    down: typeShape(file, 'Down'),
    text: { textMessage, textClose },
  };
  return createHash('sha256').update(canonical(shape)).digest('hex').slice(0, 16);
}

/** The JSON schema of what comes in, before anything is trimmed. */
export function schemaShape(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'throw' });
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

/** Reads each file once: the language's own are those of every program. */
function readingHost(): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = new Map<string, ts.SourceFile | undefined>();
  return {
    ...host,
    getSourceFile(file, version, onError) {
      if (!read.has(file)) read.set(file, host.getSourceFile(file, version, onError));
      return read.get(file);
    },
  };
}

const host = readingHost();

/**
 * The exported type of a file with everything it is made of, as one line. A file is read once: what changes has another name. Throws on what
 * JSON cannot carry.
 */
export function typeShape(file: string, exportName: string): string {
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((candidate) => candidate.name === exportName);
  if (symbol === undefined) throw new Error(`${file} exports no type ${exportName}`);
  return new TypePrinter(checker).print(checker.getDeclaredTypeOfSymbol(symbol), exportName);
}

class TypePrinter {
  private readonly within: ts.Type[] = [];

  constructor(private readonly checker: ts.TypeChecker) {}

  /** `path` says where we are, for the error. */
  print(type: ts.Type, path: string): string {
    if (type.isUnion()) {
      const members = type.types.map((member) => this.print(member, path));
      return [...new Set(members)].sort().join('|');
    }
    if (type.isIntersection()) {
      const primitive = type.types.find((part) => part.flags & (ts.TypeFlags.String | ts.TypeFlags.Number));
      if (primitive) return this.printBranded(primitive, type, path);
    }
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.printObject(type, path);
    // What did not resolve (a missing file) is `any` to the compiler, and would hide everything below it.
    if (type.flags & ts.TypeFlags.Any) throw new Error(`${path} is any`);
    return this.checker.typeToString(type);
  }

  private printBranded(primitive: ts.Type, type: ts.IntersectionType, path: string): string {
    const brands = type.types
      .filter((part) => part !== primitive)
      .flatMap((part) => this.checker.getPropertiesOfType(part))
      .map((brand) => this.print(this.checker.getTypeOfSymbol(brand), path));
    return `${this.checker.typeToString(primitive)}<${brands.join()}>`;
  }

  private printObject(type: ts.Type, path: string): string {
    const { checker } = this;
    const above = this.within.lastIndexOf(type);
    if (above >= 0) return `^${String(this.within.length - above)}`;
    this.within.push(type);
    try {
      if (checker.isArrayType(type) || checker.isTupleType(type)) {
        const items = checker.getTypeArguments(type as ts.TypeReference).map((item) => this.print(item, `${path}[]`));
        return checker.isTupleType(type) ? `[${items.join()}]` : `${items.join()}[]`;
      }
      if (type.getCallSignatures().length > 0) throw new Error(`${path} is a function`);
      const indexes = checker
        .getIndexInfosOfType(type)
        .map((info) => `[${this.print(info.keyType, path)}]:${this.print(info.type, `${path}[…]`)}`);
      const fields = checker.getPropertiesOfType(type).map((property) => {
        const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
        const field = this.print(checker.getTypeOfSymbol(property), `${path}.${property.name}`);
        return `${property.name}${optional}:${field}`;
      });
      return `{${[...indexes, ...fields].sort().join(';')}}`;
    } finally {
      this.within.pop();
    }
  }
}
