package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.Intercom
import java.io.DataInputStream
import java.io.InputStream
import java.lang.reflect.Constructor
import java.lang.reflect.Executable
import java.lang.reflect.Field
import java.lang.reflect.Member
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.inputStream
import kotlin.io.path.isDirectory
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.toPath
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * Tests that this module uses every public member of the library, in the Kotlin way. The uses are
 * read from the class files of this module, which distinguish overloads and equal names of other
 * types.
 */
class WholeSurfaceTest {
  /** The members that the language or the platform calls. */
  private val calledByOthers =
    setOf(
      "equals", // ==
      "hashCode", // sets and maps
      "toString", // string templates
      "values", // Kotlin has entries
      "valueOf", // a program writes the constant
    )

  private data class Use(val owner: String, val name: String, val descriptor: String)

  private val surface: List<Class<*>> = publicTypes()
  private val ours: List<Path> =
    listOf(this::class.java, Order::class.java).flatMap { one ->
      Files.walk(one.protectionDomain.codeSource.location.toURI().toPath()).use { files ->
        files.filter { it.extension == "class" }.toList()
      }
    }

  private fun publicTypes(): List<Class<*>> {
    val one = Intercom::class.java
    val place = one.protectionDomain.codeSource.location.toURI().toPath()
    fun types(folder: Path): List<Class<*>> =
      Files.list(folder).use { files ->
        files
          .toList()
          .map { it.name.removeSuffix(".class") }
          .filter { !it.contains('.') && it != "package-info" && it.first().isUpperCase() }
          .map { Class.forName("${one.packageName}.$it", false, one.classLoader) }
          .filter { type -> generateSequence(type) { it.enclosingClass }.all(::isPublic) }
      }
    val folder = one.packageName.replace('.', '/')
    return if (place.isDirectory()) types(place.resolve(folder))
    else FileSystems.newFileSystem(place).use { types(it.getPath(folder)) }
  }

  private fun isPublic(type: Class<*>) = Modifier.isPublic(type.modifiers)

  private fun members(type: Class<*>): List<Member> =
    (type.declaredMethods.toList<Member>() + type.declaredFields + type.declaredConstructors)
      .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
      .filterNot { it is Method && it.name in calledByOthers }

  /** Returns the property of a getter; null for other members. */
  private fun property(member: Member): String? =
    when {
      member !is Method || member.parameterCount > 0 -> null
      member.name.startsWith("is") -> member.name
      member.name.matches(Regex("get[A-Z].*")) ->
        member.name.removePrefix("get").replaceFirstChar { it.lowercase() }
      else -> null
    }

  private fun descriptor(member: Member): String =
    when (member) {
      is Field -> member.type.descriptorString()
      is Executable ->
        member.parameterTypes.joinToString("", "(", ")") { it.descriptorString() } +
          ((member as? Method)?.returnType ?: Void.TYPE).descriptorString()
      else -> error(member)
    }

  /** Returns whether a member is used, perhaps through a type that inherits it. */
  private fun isUsed(member: Member, uses: Set<Use>): Boolean {
    val name = if (member is Constructor<*>) "<init>" else member.name
    return surface
      .filter { member.declaringClass.isAssignableFrom(it) }
      .any { Use(it.name.replace('.', '/'), name, descriptor(member)) in uses }
  }

  /** Returns the members that one class file refers to or overrides. */
  private fun uses(file: Path): List<Use> {
    val type =
      Class.forName("${this::class.java.packageName}.${file.name.removeSuffix(".class")}")
    val overridden = surface.filter { it.isInterface && it != type && it.isAssignableFrom(type) }
    return file.inputStream().use(::references) +
      overridden.flatMap { parent ->
        type.declaredMethods.map { Use(parent.name.replace('.', '/'), it.name, descriptor(it)) }
      }
  }

  /** Returns the members in the constant pool of a class file (JVM specification, 4.4). */
  private fun references(file: InputStream): List<Use> {
    val data = DataInputStream(file.buffered())
    data.readInt() // the magic number
    data.readInt() // the version
    val texts = mutableMapOf<Int, String>()
    val pairs = mutableMapOf<Int, Pair<Int, Int>>()
    val members = mutableListOf<Int>()
    val count = data.readUnsignedShort()
    var index = 1
    while (index < count) {
      when (val tag = data.readUnsignedByte()) {
        1 -> texts[index] = data.readUTF()
        3, 4 -> data.readInt()
        5, 6 -> {
          data.readLong()
          index++ // takes two entries
        }
        7, 8, 16, 19, 20 -> pairs[index] = data.readUnsignedShort() to 0
        15 -> data.skipBytes(3)
        9, 10, 11 -> {
          pairs[index] = data.readUnsignedShort() to data.readUnsignedShort()
          members += index
        }
        12, 17, 18 -> pairs[index] = data.readUnsignedShort() to data.readUnsignedShort()
        else -> error("constant pool tag $tag")
      }
      index++
    }
    return members.map { member ->
      val (owner, nameAndType) = pairs.getValue(member)
      val (name, descriptor) = pairs.getValue(nameAndType)
      Use(
        texts.getValue(pairs.getValue(owner).first),
        texts.getValue(name),
        texts.getValue(descriptor),
      )
    }
  }

  private fun sources(): String =
    listOf("src/main/kotlin", "src/test/kotlin").joinToString("\n") { folder ->
      Files.walk(Path.of(folder)).use { files ->
        files.filter { it.extension == "kt" }.toList().joinToString("\n") { it.readText() }
      }
    }

  @Test
  fun `every public member is used from Kotlin`() {
    val uses = ours.flatMap(::uses).toSet()

    val (used, unused) = surface.flatMap(::members).partition { isUsed(it, uses) }

    assertThat(unused.map { it.toString() }).isEmpty()
    assertThat(used).hasSizeGreaterThan(150)
  }

  @Test
  fun `every annotation is used on a property or a constant`() {
    val sources = sources()
    val annotations = surface.filter { it.isAnnotation }.map { it.simpleName }

    assertThat(annotations).isNotEmpty().allMatch { Regex("@$it (val|[A-Z]+,)") in sources }
  }

  @Test
  fun `getters are used as properties`() {
    val sources = sources()
    val properties = surface.flatMap(::members).mapNotNull(::property).toSet()

    assertThat(properties).hasSizeGreaterThan(40)
    val unread = properties.filterNot { Regex("""\.$it\b(?!\()""").containsMatchIn(sources) }
    val got = properties.filter {
      ".get${it.replaceFirstChar(Char::uppercase)}()" in sources
    }
    assertThat(unread).isEmpty()
    assertThat(got).isEmpty()
  }
}
