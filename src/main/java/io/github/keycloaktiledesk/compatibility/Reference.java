// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * What a class refers to: another class, or a field or method of one.
 *
 * @param owner internal name of the class
 * @param name of the field or method; empty for a class
 * @param descriptor of the field or method; empty for a class
 */
record Reference(String owner, String name, String descriptor) {

    /** Tags of the constant pool: Java Virtual Machine Specification, 4.4. */
    private static final int CLASS = 7;

    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    /**
     * All references of a class but those to Java's own, as its constant pool has them: Java
     * resolves each when it is needed first.
     */
    static Stream<Reference> of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        char[] buffer = new char[reader.getMaxStringLength()];
        Stream.Builder<Reference> found = Stream.builder();
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            // None: the second half of a long or double.
            int tag = offset == 0 ? 0 : reader.readByte(offset - 1);
            if (tag == CLASS) {
                found.add(new Reference(reader.readUTF8(offset, buffer), "", ""));
            } else if (tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD) {
                int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
                found.add(
                        new Reference(
                                reader.readClass(offset, buffer),
                                reader.readUTF8(nameAndType, buffer),
                                reader.readUTF8(nameAndType + 2, buffer)));
            }
        }
        return found.build().filter(reference -> !reference.isJavas());
    }

    private boolean isJavas() {
        return owner.startsWith("java/") || owner.startsWith("[");
    }

    /** Whether it is there for a class, as Java itself resolves it. */
    boolean isThereFor(Lookup caller) {
        try {
            ClassLoader loader = caller.lookupClass().getClassLoader();
            Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
            if (descriptor.startsWith("(")) {
                findMethod(caller, type, MethodType.fromMethodDescriptorString(descriptor, loader));
            } else if (!descriptor.isEmpty()) {
                MethodType getter =
                        MethodType.fromMethodDescriptorString("()" + descriptor, loader);
                findField(caller, type, getter.returnType());
            }
            return true;
        } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError e) {
            return false;
        }
    }

    private void findMethod(Lookup caller, Class<?> type, MethodType signature)
            throws ReflectiveOperationException {
        if (name.equals("<init>")) {
            // Not as others: whoever extends a class may call a constructor that it may not use.
            type.getDeclaredConstructor(signature.parameterArray());
            return;
        }
        try {
            caller.findVirtual(type, name, signature);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            caller.findStatic(type, name, signature);
        }
    }

    private void findField(Lookup caller, Class<?> type, Class<?> value)
            throws ReflectiveOperationException {
        try {
            caller.findGetter(type, name, value);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            caller.findStaticGetter(type, name, value);
        }
    }

    /** As in a stack trace, such as {@code org.example.Timer.schedule(java.lang.Runnable,long)}. */
    @Override
    public String toString() {
        String text = Type.getObjectType(owner).getClassName();
        if (!name.isEmpty()) {
            text += "." + name;
        }
        return descriptor.startsWith("(")
                ? text
                        + Stream.of(Type.getArgumentTypes(descriptor))
                                .map(Type::getClassName)
                                .collect(Collectors.joining(",", "(", ")"))
                : text;
    }
}
