/* Puts the bytes of the file MODEL_FILE into a plugin, as the array that model.h declares. */
	.section .rodata
	.balign 64
	.globl model_builtin
	.hidden model_builtin
	.type model_builtin, %object
model_builtin:
	.incbin MODEL_FILE
	.globl model_builtin_end
	.hidden model_builtin_end
model_builtin_end:
	.size model_builtin, . - model_builtin
	.section .note.GNU-stack,"",%progbits
