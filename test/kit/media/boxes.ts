/** A box of an ISO file, with its size and type. */
export function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** The boxes, with each box at the path replaced. */
export function replaced(boxes: Buffer, [name, ...inner]: string[], replacement: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < boxes.length; at += boxes.readUInt32BE(at)) {
    const part = boxes.subarray(at, at + boxes.readUInt32BE(at));
    const type = part.toString('latin1', 4, 8);
    if (type !== name) parts.push(part);
    else
      parts.push(
        inner.length === 0 ? replacement : box(type, replaced(part.subarray(8), inner, replacement)),
      );
  }
  return Buffer.concat(parts);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
