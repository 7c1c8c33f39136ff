/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

/* What the test keys make of the test requests; both algorithms are deterministic. */
#define VECTOR_A                                                                 \
  "IX7PE6YhOHMZ26El0CKT/H+okvKk41XShvtDbvxL+sablkpRmS89bxiS4Xs08F2tKevYsb/PxpmJ" \
  "MsTEO73hskNpm4tibMYOCjnKyENmw5hLt+UULSp6a7dZ5wIwlYUMSoOMK+ob101ExIC9WaBNGJms" \
  "sfcWfj0lvmHXq6eDqYDdwIcnge+RrWXNAe/8F0CB/4UIXksWsBKo7aTXk01JLHzuu6M8P7XbuZDl" \
  "15b3caQ7VvlCpB85J4ErGtOEIaMuJ/OmMgDOGaM2S5bOEIyzmif8cC+kNegURrJUAx43rHcdhaVC" \
  "6to0MEfizXaDx926C3oksMDQd2nz9ogbPhz+Zg=="
#define VECTOR_B1                                                                \
  "eO3O8YsIWyRToGdbisyZdV8aTbaCBbWeCUpZgMRfKZMWF2nGbM6I6ACZpwXwsq1c3tojmEUsj9LC" \
  "uSUa1sy9161VoESoNQSP62IZE2OTMBK0zxHxJH/LeSQvsdiO9y7RX5GHB+mZB5BMC0ubTGJvvqv5" \
  "rCq0AeEWQzYtGo7VJFT0Agm+y0vvd6n2rUF84vpdLhWizjJYRFwjYaE3RQu/zQHqCIleX01w/7Tv" \
  "PRqw4nunA5uB1O4TV3BCngsPVSxjUalggUquUpVhX8oYneaVXkUWmfTe07m2TLA+PRfYhZyg42tj" \
  "SuNpoH20SDhLS7L1Y275i0kRapenFfNLExjvRA=="
#define VECTOR_B2                                                                \
  "DrR8Q2XORnwVDAQ2zufJw8sUD/iVbgGfitfqFd3k/Z7+ia7/AtkIIy6+S8dIBMkzBSje0WO40ASf" \
  "mmFPmYFVqv6nEWfk0UlF5xZcZabKlrsqPMk4UBFMnhvGC3rbELYaQDuqFdD5nRbWkZNVXpg98Q5h" \
  "EBfNJPSNiljFwFxq/Y6PNDmu5GaqvqOuu+NA+F0z3a7/ziG5QNjNdNgHa9nhLZNTAONIvPG0CNan" \
  "HpMg1eqenEJw1/WM137E7QzWkar0J8fjTqz9dN6f7YUzW3FHPgKTNjLJa7sZRja3q8H1jYNjrbuF" \
  "KYSpm8Jm2a78K8SIJfXS6IuMl16ALWfdTJRHaA=="
#define VECTOR_C                                                                 \
  "agoAyQ9BxwNsU3sH/RYTIozPtB+mXLtL4HuoYv7n0nk+isZdhfF0FGd2szJxibscKnv+Dcgg/o90" \
  "+hBI51DCVrCbfMU1hdmYz/S6X8+p9nW5uxReQP5jeZbwu6c+onG/65KPLyoD1DsKgHhjim0r2lYX" \
  "Z6PD5Se20Eu8rtIHvHv3cP8aV4/bopKjQWdeW4BOnT0/8R6OaLIPj8H2I4ZRT9EuFz3JvdvPCSJS" \
  "w7K5b/3lzSZ+bTaOXAvqAoVC3GOAKXD/1ztYu7FiaBK4CBCliw0LpPJwamM+2Np2KvSrboDuLHrl" \
  "+27fxOZybV0B+nj8s4OUwQm5PO+D02wACgGUGw=="
#define VECTOR_D                                                                 \
  "MZmPC4sNOIS1Mokmn1KZnMV5PNvVX6ZntJpue4niQ2V6z9hDzrOJ8+OdzvWMDGOBmRg+knxzmHPE" \
  "ufGJ419ntkGvBU0HIZMIBs5le/dcFRNpkF1dN9q92Y2aozib1Psxf34/aMnsahA3NZRkE/I70jZB" \
  "F789nQ40OQJSruSva81DVBGH+VOhUto/rCFmcWXFFK1ZYoydvrn28DO5VPTH9+BLCUP8b7elyUJ2" \
  "kryTHXLcjzje2rIS1ozBzEg1K0WTo1uEcytCRj2jX+m+miePDAor1YRVYMD5bTzfek68HWGIqn1y" \
  "mbj1hT5FPd6HjywvnxjEQaz14NDf1+L6ZMobvA=="
#define VECTOR_E                                                                 \
  "kvu/arNfEEzvKxUryCWhm5t35sGuZOZqetKytdPtJawPzPT4RTh+xRd9+aUDyoadCSsJhkwdDOHc" \
  "aWfiZdCkDg=="
